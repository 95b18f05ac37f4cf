import type { RefusalFact } from "../../../errors/defineError.js";
import { User } from "../../../models/identity/User.js";
import { loginRefused } from "./loginRefused.js";

/**
 * The audit entry of a wrong password. It runs the same statement for an unknown login, so that the time does not
 * reveal whether an account exists.
 */
export async function loginFailure(login: string): Promise<RefusalFact> {
  const user = await User.credentialsOf(login);
  return loginRefused(user?.id ?? null);
}
