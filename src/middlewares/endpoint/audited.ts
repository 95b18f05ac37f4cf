import type { Request } from "express";
import type { AuditNote, Call } from "../../http/action.js";
import { AppError } from "../../errors/defineError.js";
import type { Reply } from "../../http/reply.js";
import { isUuid } from "../../lib/text/slug.js";
import { auditActor } from "../../services/system/auditActor.js";
import { type AuditFact, recordAudit } from "../../services/system/recordAudit.js";

/**
 * The audit entry of a route's write: `product.updated`. The target type is the first word, unless the route names
 * another.
 */
export type AuditName = string | { action: string; target: string };

/** The facts that a route adds to the entry; null if only the action's notes are recorded. */
export type RouteFacts = {
  action: string;
  targetType: string;
  params: Record<string, string>;
  /** As sent by the client; validation has accepted it. */
  body: object | undefined;
} | null;

export function routeFacts(audit: AuditName | null, req: Request): RouteFacts {
  if (audit === null) return null;
  const { action, target } =
    typeof audit === "string" ? { action: audit, target: audit.split(".")[0] ?? "" } : audit;
  const params = Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]));
  return { action, targetType: target, params, body: req.body as object | undefined };
}

/**
 * Runs an action and records its entry in the open transaction. Each attempt begins without notes.
 * @param route the facts beside the action's notes
 */
export async function audited(call: Call, route: RouteFacts, action: () => Promise<Reply>): Promise<Reply> {
  const notes = collectNotes(call);
  const reply = await action();
  await recordEntry(call, route, reply, notes());
  return reply;
}

/**
 * Collects the notes that an action passes to `call.audit`.
 * @param earlier the notes of an earlier transaction of the same write
 */
export function collectNotes(call: Call, earlier?: AuditNote): () => AuditNote | undefined {
  let note = earlier;
  call.audit = (more) => {
    // Copied, because the values may belong to a model that the action is about to change.
    note = { ...note, ...more, ...(more.before && { before: { ...more.before } }) };
  };
  return () => note;
}

/** Records the entry of a write, if it has one. */
export async function recordEntry(
  call: Call,
  route: RouteFacts,
  reply: Reply,
  note: AuditNote | undefined,
): Promise<void> {
  const fact = factOf(route, reply, note);
  if (fact) await recordAudit(auditActor(call), fact);
}

/** Records the audit entry of an error, if it has one, after the rollback, and rethrows the error. */
export async function auditRefusal(call: Call, error: unknown): Promise<never> {
  if (error instanceof AppError && error.audit) await recordAudit(auditActor(call), error.audit);
  throw error;
}

function factOf(route: RouteFacts, reply: Reply, note: AuditNote | undefined): AuditFact | undefined {
  if (!route) return note?.action === undefined ? undefined : { ...note, action: note.action };
  const after = note?.after ?? route.body;
  // A change records the changed fields only, a deletion all of them.
  const before = note?.before && (after && !note.after ? pick(note.before, Object.keys(after)) : note.before);
  return {
    action: note?.action ?? route.action,
    target: note?.target ?? { type: route.targetType, id: targetId(route, reply) },
    ...(before && { before }),
    ...(after && { after }),
  };
}

/** The first id of the path in lower case, else the id (or the name) of the created resource. */
function targetId({ params }: NonNullable<RouteFacts>, { body }: Reply): string {
  const made = (body ?? {}) as { id?: string; name?: string };
  const named = Object.values(params)[0];
  return (named && isUuid(named) ? named.toLowerCase() : named) ?? made.id ?? made.name ?? "";
}

const pick = (values: object, names: string[]): object =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
