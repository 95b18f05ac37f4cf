import { InvalidCredentials } from "../errors/identity.js";
import { refund, trustDevice } from "../limits/limits.js";
import type { LoadedUser } from "../models/identity/User.js";
import { loginFailure } from "../services/identity/accounts/loginFailure.js";
import { localStrategy } from "./local.js";
import { runStrategy } from "./runStrategy.js";

/**
 * The user that a login and a password belong to. It takes the same time whether the account exists or not. Call it
 * outside a transaction, because it compares hashes. The route has counted the attempt (rateLimit); a right password
 * gives it back.
 * @param login normalised (lib/identity.ts)
 * @throws InvalidCredentials
 */
export async function verifyLogin(login: string, password: string, ip: string): Promise<LoadedUser> {
  const user = await runStrategy<LoadedUser>(localStrategy, { headers: {}, body: { login, password } });
  if (!user) throw new InvalidCredentials({ audit: await loginFailure(login) });
  const subject = { ip, identity: user.id };
  await refund("login", subject);
  // Where a second factor follows, the password alone does not make a device trusted.
  if (!user.hasSecondFactor) await trustDevice(subject);
  return user;
}
