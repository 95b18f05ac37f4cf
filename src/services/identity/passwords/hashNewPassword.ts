import { assertGoodPassword, type Person } from "./passwordRules.js";
import { hashPassword } from "./passwords.js";

/**
 * Checks a new password and hashes it. Call it outside a transaction, because hashing is slow.
 * @throws ValidationFailed with `too_common` or `too_personal`, Overloaded
 */
export async function hashNewPassword(password: string, person: Person): Promise<string> {
  await assertGoodPassword(password, person);
  return hashPassword(password);
}
