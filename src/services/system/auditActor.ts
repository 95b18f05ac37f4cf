import type { Call } from "../../lib/action.js";
import type { AuditActor } from "./recordAudit.js";

/** Who the audit log says it was: the key, the user or a guest of this call, and in which request. */
export function auditActor({ shopper, request }: Pick<Call, "shopper" | "request">): AuditActor {
  const facts = { ip: request.ip || null, requestId: request.id };
  if (shopper.apiKey) return { type: "api_key", id: shopper.apiKey.id, ...facts };
  return { type: shopper.user ? "user" : "guest", id: shopper.user?.id ?? null, ...facts };
}

/** The same for somebody who is just proving who they are: a login, a registration. */
export const newcomer = (call: Pick<Call, "shopper" | "request">, userId: string): AuditActor => ({
  ...auditActor(call),
  type: "user",
  id: userId,
});
