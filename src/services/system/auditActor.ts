import type { Caller, RequestSource } from "../../lib/caller.js";
import type { AuditActor } from "./recordAudit.js";

type Acting = { caller: Caller; request: Pick<RequestSource, "id" | "ip"> };

/** The actor of an audit entry: the API key, user or guest of a call, and its request. */
export function auditActor({ caller, request }: Acting): AuditActor {
  const facts = { ip: request.ip || null, requestId: request.id };
  if (caller.apiKey) return { type: "api_key", id: caller.apiKey.id, ...facts };
  return { type: caller.user ? "user" : "guest", id: caller.user?.id ?? null, ...facts };
}
