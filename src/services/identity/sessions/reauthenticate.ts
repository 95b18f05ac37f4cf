import { InvalidCredentials } from "../../../errors/identity.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { consume, refund } from "../../../limits/limits.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";
import { verifyPassword } from "../passwords/passwords.js";

/**
 * Verifies the password of a logged-in user again, before actions that a stolen session must not perform. Call it
 * outside a transaction: hashing is slow, and no rollback may undo the count.
 * @throws InvalidCredentials, RateLimited
 */
export async function reauthenticate(
  { id }: Pick<SignedInUser, "id">,
  ip: string,
  password: string,
): Promise<LoadedUser> {
  const subject = { ip, account: id };
  await consume("password", subject);
  const user = await User.loadForView(id);
  if (!(await verifyPassword(password, user.passwordHash)))
    throw new InvalidCredentials({
      detail: "The password is wrong.",
      audit: { action: "auth.password_failed", target: { type: "user", id } },
    });
  await refund("password", subject);
  return user;
}
