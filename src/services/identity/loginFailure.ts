import type { RefusalFact } from "../../lib/appError.js";
import { User } from "../../models/identity/User.js";

/**
 * What the audit log keeps of a refused login. What was typed is not kept: people put their password there by mistake.
 * Both ways the same statement runs, so the time tells nothing of whether there is an account.
 */
export async function loginFailure(login: string): Promise<RefusalFact> {
  const user = await User.credentialsOf(login);
  return { action: "user.login_failed", target: { type: "user", id: user?.id ?? "unknown" } };
}
