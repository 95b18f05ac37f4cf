import { Op } from "sequelize";
import { publish } from "../../events/publish.js";
import { InvalidCredentials } from "../../errors.js";
import { clock } from "../../lib/clock.js";
import { assertGoodPassword } from "../../lib/passwordRules.js";
import { hashPassword, verifyPassword } from "../../lib/passwords.js";
import { Session } from "../../models/identity/Session.js";
import { User } from "../../models/identity/User.js";
import { replaceCodes } from "./issueCode.js";

/** A password that was proved, and the hash of the one that follows it. */
export type NewPassword = { provedHash: string; passwordHash: string };

/**
 * The slow half, for outside of any transaction.
 * @throws InvalidCredentials when the current password is wrong, ValidationFailed when the new one is too weak
 */
export async function prepareNewPassword(
  userId: string,
  passwords: { currentPassword: string; newPassword: string },
): Promise<NewPassword> {
  const user = await User.findByPk(userId, { rejectOnEmpty: true });
  if (!(await verifyPassword(passwords.currentPassword, user.passwordHash))) throw new InvalidCredentials();
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
  await user.update({ passwordHash });
  await replaceCodes(id, "reset_password");
  const others = { userId: id, endedAt: null, id: { [Op.ne]: sessionId } };
  await Session.update({ endedAt: clock.now() }, { where: others });
  await publish("user.password_changed", { userId: id, changedAt: clock.now().toISOString() });
}
