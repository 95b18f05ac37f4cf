import { InvalidCredentials } from "../../errors.js";
import { forgive, spend } from "../../lib/limits/limits.js";
import { verifyPassword } from "../../lib/passwords.js";
import { type LoadedUser, User } from "../../models/identity/User.js";

/**
 * Asks a logged-in user for their password again, before what a stolen session must not do. Call it outside a
 * transaction: it hashes, and its count must stay.
 * @throws InvalidCredentials, RateLimited
 */
export async function reauthenticate(
  userId: string,
  password: string,
  request: { ip: string },
): Promise<LoadedUser> {
  const subject = { ip: request.ip, account: userId };
  await spend("password", subject);
  const user = await User.loadForView(userId);
  if (!(await verifyPassword(password, user.passwordHash)))
    throw new InvalidCredentials({ detail: "The password is wrong." });
  await forgive("password", subject);
  return user;
}
