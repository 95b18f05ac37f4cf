import { Op } from "sequelize";
import { InvalidCredentials } from "../../../errors/identity.js";
import { clock } from "../../../lib/clock.js";
import { assertGoodPassword } from "./passwordRules.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { hashPassword } from "./passwords.js";
import { Session } from "../../../models/identity/Session.js";
import type { User } from "../../../models/identity/User.js";
import { reauthenticate } from "../sessions/reauthenticate.js";
import { setPassword } from "./setPassword.js";

/** A password that was proved, and the hash of the one that follows it. */
export type NewPassword = { provedHash: string; passwordHash: string };

/**
 * The slow half, for outside of any transaction.
 * @throws InvalidCredentials when the current password is wrong, ValidationFailed when the new one is too weak,
 *   RateLimited
 */
export async function prepareNewPassword(
  me: Pick<SignedInUser, "id">,
  ip: string,
  passwords: { currentPassword: string; newPassword: string },
): Promise<NewPassword> {
  const user = await reauthenticate(me, ip, passwords.currentPassword);
  await assertGoodPassword(passwords.newPassword, user, "newPassword");
  return { provedHash: user.passwordHash, passwordHash: await hashPassword(passwords.newPassword) };
}

/**
 * Sets the new password; every session but this one ends, and a mailed reset code is dead.
 * @param user locked
 * @throws InvalidCredentials when somebody else changed the password meanwhile
 */
export async function changePassword(
  user: User,
  sessionId: string,
  { provedHash, passwordHash }: NewPassword,
): Promise<void> {
  const { id } = user;
  if (user.passwordHash !== provedHash) throw new InvalidCredentials();
  await setPassword(user, passwordHash);
  const others = { userId: id, endedAt: null, id: { [Op.ne]: sessionId } };
  await Session.update({ endedAt: clock.now() }, { where: others });
}
