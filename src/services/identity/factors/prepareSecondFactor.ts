import type { SignedInUser } from "../../../lib/caller.js";
import { consume } from "../../../limits/limits.js";
import type { LoadedUser } from "../../../models/identity/User.js";
import { reauthenticate } from "../sessions/reauthenticate.js";

/**
 * Verifies the password and counts an attempt at the second factor, before verifyForSelf(). Call it outside a
 * transaction.
 * @throws InvalidCredentials, RateLimited
 */
export async function prepareSecondFactor(
  me: Pick<SignedInUser, "id">,
  ip: string,
  password: string,
): Promise<LoadedUser> {
  const user = await reauthenticate(me, ip, password);
  await consume("mfa", { ip, identity: user.id });
  return user;
}
