import { InvalidCredentials } from "../../errors.js";
import { type Call, signedIn } from "../../lib/action.js";
import { forgive, spend } from "../../lib/limits/limits.js";
import { verifyPassword } from "../../lib/passwords.js";
import { type LoadedUser, User } from "../../models/identity/User.js";

/**
 * Asks a logged-in user for their password again, before what a stolen session must not do. Call it outside a
 * transaction: it hashes, and its count must stay.
 * @throws InvalidCredentials, RateLimited
 */
export async function reauthenticate(
  call: Pick<Call, "shopper" | "request">,
  password: string,
): Promise<LoadedUser> {
  const { id } = signedIn(call);
  const subject = { ip: call.request.ip, account: id };
  await spend("password", subject);
  const user = await User.loadForView(id);
  if (!(await verifyPassword(password, user.passwordHash)))
    throw new InvalidCredentials({
      detail: "The password is wrong.",
      audit: { action: "auth.password_failed", target: { type: "user", id } },
    });
  await forgive("password", subject);
  return user;
}
