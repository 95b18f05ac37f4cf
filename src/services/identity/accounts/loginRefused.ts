import type { RefusalFact } from "../../../errors/defineError.js";

/**
 * The audit entry of a refused login. The entered name is not recorded, because users sometimes type their password
 * there.
 * @param userId null if the account is unknown
 * @param reason the reason, unless it was the password
 */
export const loginRefused = (userId: string | null, reason?: string): RefusalFact => ({
  action: "user.login_failed",
  target: { type: "user", id: userId ?? "unknown" },
  ...(reason !== undefined && { after: { reason } }),
});
