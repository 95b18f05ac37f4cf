import type { SignedInUser } from "../../../lib/caller.js";
import { consume } from "../../../limits/limits.js";
import { proveOwner } from "../sessions/proveOwner.js";

/**
 * Verifies that a user may change their e-mail address. Call it outside a transaction.
 * @param email the new address; undefined if the request does not change it
 * @returns whether they may change it
 * @throws ReauthenticationRequired, InvalidCredentials, RateLimited
 */
export async function proveEmailChange(
  me: SignedInUser,
  ip: string,
  { email, currentPassword }: { email?: string | undefined; currentPassword?: string | undefined },
): Promise<boolean> {
  if (email === undefined || email === me.email) return false;
  await consume("emailChange", { ip, account: me.id });
  await proveOwner(me, ip, currentPassword);
  return true;
}
