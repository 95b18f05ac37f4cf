import type { SignedInUser } from "../../../lib/caller.js";
import { reauthenticate } from "../sessions/reauthenticate.js";
import { assertGoodPassword } from "./passwordRules.js";
import { hashPassword } from "./passwords.js";

/** The hash of the password that was verified, and the hash of the new one. */
export type NewPassword = { provedHash: string; passwordHash: string };

/**
 * The slow part of changePassword(). Call it outside a transaction.
 * @throws InvalidCredentials if the current password is wrong, ValidationFailed if the new one is too weak, RateLimited
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
