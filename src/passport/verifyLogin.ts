import { InvalidCredentials } from "../errors/identity.js";
import { refund, trustDevice } from "../limits/limits.js";
import type { LoadedUser } from "../models/identity/User.js";
import { loginFailure } from "../services/identity/accounts/loginFailure.js";
import { localStrategy } from "./local.js";
import { runStrategy } from "./runStrategy.js";

/**
 * Returns the user of a login and a password, in the same time whether the account exists or not. Call it outside a
 * transaction, because comparing hashes is slow. The route has counted the attempt (rateLimit); a correct password
 * refunds it.
 * @param login normalised (lib/identity.ts)
 * @throws InvalidCredentials
 */
export async function verifyLogin(login: string, password: string, ip: string): Promise<LoadedUser> {
  const user = await runStrategy<LoadedUser>(localStrategy, { headers: {}, body: { login, password } });
  if (!user) throw new InvalidCredentials({ audit: await loginFailure(login) });
  const subject = { ip, identity: user.id };
  await refund("login", subject);
  // If a second factor follows, the password alone does not make a device trusted.
  if (!user.hasSecondFactor) await trustDevice(subject);
  return user;
}
