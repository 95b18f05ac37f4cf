import type { RequestSource } from "../../lib/caller.js";
import type { AuditActor } from "./recordAudit.js";

/** The actor of a login or a registration, whose request has no user yet. */
export const actorFor = (userId: string, request: Pick<RequestSource, "id" | "ip">): AuditActor => ({
  type: "user",
  id: userId,
  ip: request.ip || null,
  requestId: request.id,
});
