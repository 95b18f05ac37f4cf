import type { RefusalFact } from "../../../errors/defineError.js";
import { User } from "../../../models/identity/User.js";

/**
 * What the audit log keeps of a refused login. What was typed is not kept: people put their password there by mistake.
 * Both ways the same statement runs, so the time tells nothing of whether there is an account.
 */
export async function loginFailure(login: string): Promise<RefusalFact> {
  const user = await User.credentialsOf(login);
  return loginRefused(user?.id ?? null);
}

/**
 * @param userId null where nobody knows whose login it was
 * @param reason where it was not the password
 */
export const loginRefused = (userId: string | null, reason?: string): RefusalFact => ({
  action: "user.login_failed",
  target: { type: "user", id: userId ?? "unknown" },
  ...(reason !== undefined && { after: { reason } }),
});
