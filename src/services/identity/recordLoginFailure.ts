import type { Call } from "../../lib/action.js";
import { User } from "../../models/identity/User.js";
import { auditActor } from "../system/auditActor.js";
import { recordAudit } from "../system/recordAudit.js";

/**
 * Records a refused login, in a transaction of its own. What was typed as a login is not kept: people put their
 * password there by mistake. Both ways the same statements run, so the time tells nothing of whether there is an account.
 */
export async function recordLoginFailure(
  call: Pick<Call, "shopper" | "request">,
  login: string,
): Promise<void> {
  const user = await User.credentialsOf(login);
  const target = { type: "user", id: user?.id ?? "unknown" };
  await recordAudit(auditActor(call), { action: "user.login_failed", target });
}
