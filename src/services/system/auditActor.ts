import type { Call } from "../../http/action.js";
import type { AuditActor } from "./recordAudit.js";

/** Who the audit log says it was: the key, the user or a guest of this call, and in which request. */
export function auditActor({ caller, request }: Pick<Call, "caller" | "request">): AuditActor {
  const facts = { ip: request.ip || null, requestId: request.id };
  if (caller.apiKey) return { type: "api_key", id: caller.apiKey.id, ...facts };
  return { type: caller.user ? "user" : "guest", id: caller.user?.id ?? null, ...facts };
}

/** The same for somebody who is just proving who they are: a login, a registration. */
export const newcomer = (call: Pick<Call, "caller" | "request">, userId: string): AuditActor => ({
  ...auditActor(call),
  type: "user",
  id: userId,
});
