import type { RefusalFact } from "../../../errors/defineError.js";

/**
 * The audit entry of a refused log-in. The login is not recorded: people type their password there by mistake.
 * @param userId null if the account is unknown
 * @param reason if it was not the password
 */
export const loginRefused = (userId: string | null, reason?: string): RefusalFact => ({
  action: "user.login_failed",
  target: { type: "user", id: userId ?? "unknown" },
  ...(reason !== undefined && { after: { reason } }),
});
