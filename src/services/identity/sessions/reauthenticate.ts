import { InvalidCredentials } from "../../../errors/identity.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { consume, refund } from "../../../limits/limits.js";
import { type LoadedUser, User } from "../../../models/identity/User.js";
import { verifyPassword } from "../passwords/passwords.js";

/**
 * Asks a logged-in user for their password again, before actions that a stolen session must not perform. Call it outside
 * a transaction: it hashes, and its count must stay.
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
