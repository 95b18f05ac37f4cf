import type { Request, Response } from "express";
import type { AuditNote, Call } from "../../http/action.js";
import { AppError } from "../../errors/defineError.js";
import type { Reply } from "../../http/reply.js";
import { isUuid } from "../../lib/slug.js";
import { auditActor } from "../../services/system/auditActor.js";
import { type AuditFact, recordAudit } from "../../services/system/recordAudit.js";

/** What a route says about its writes by itself. Null where only the action's own notes are recorded. */
export type RouteFacts = {
  method: string;
  path: string;
  params: Record<string, string>;
  /** As the client wrote it; it has passed the gate by then. */
  body: object | undefined;
} | null;

/** Every write that needs a permission is recorded, whether its action thinks of it or not. */
export function routeFacts(req: Request, res: Response): RouteFacts {
  const route = req.route as { path: string } | undefined;
  if (res.locals.permission === undefined || !route) return null;
  const params = Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]));
  const body = req.body as object | undefined;
  return { method: req.method, path: `${req.baseUrl}${route.path}`, params, body };
}

/**
 * Runs an action and records what it did, in the transaction that is open. Each attempt begins with a clean sheet.
 * @param route what is known without the action's help
 */
export async function audited(call: Call, route: RouteFacts, action: () => Promise<Reply>): Promise<Reply> {
  let note: AuditNote | undefined;
  call.audit = (more) => {
    // A model's plain values are its own, which the action is about to change.
    note = { ...note, ...more, ...(more.before && { before: { ...more.before } }) };
  };
  const reply = await action();
  const fact = factOf(route, reply, note);
  if (fact) await recordAudit(auditActor(call), fact);
  return reply;
}

/** Records a refusal that has something for the audit log, once all that it interrupted is rolled back, and refuses. */
export async function auditRefusal(call: Call, error: unknown): Promise<never> {
  if (error instanceof AppError && error.audit) await recordAudit(auditActor(call), error.audit);
  throw error;
}

const VERBS: Record<string, string> = { POST: "created", PUT: "set", PATCH: "updated", DELETE: "deleted" };

/** What the first noun of a path names, where cutting its plural off does not say it. */
const TARGETS: Record<string, string> = { categories: "category", inventory: "variant" };
const singular = (noun: string): string => TARGETS[noun] ?? noun.replace(/s$/, "");

/** `PATCH /api/v1/admin/products/:id` is `product.updated`; `PUT …/orders/:id/status` is `order.status.set`. */
export function actionName(method: string, path: string): string {
  const [first = "", ...nouns] = path
    .replace(/^\/api\/v1\/(admin\/)?/, "")
    .split("/")
    .filter((part) => part !== "" && !part.startsWith(":"))
    .map((part) => part.replaceAll("-", "_"));
  return [
    first === "inventory" ? first : singular(first),
    ...nouns,
    VERBS[method] ?? method.toLowerCase(),
  ].join(".");
}

function factOf(route: RouteFacts, reply: Reply, note: AuditNote | undefined): AuditFact | undefined {
  if (!route) return note?.action === undefined ? undefined : { ...note, action: note.action };
  const name = actionName(route.method, route.path);
  const after = note?.after ?? route.body;
  // Of a change only what was changed; of what is gone, all of it.
  const before = note?.before && (after && !note.after ? pick(note.before, Object.keys(after)) : note.before);
  return {
    action: note?.action ?? name,
    target: note?.target ?? { type: singular(name.split(".")[0] ?? ""), id: targetId(route, reply) },
    ...(before && { before }),
    ...(after && { after }),
  };
}

/** The first id of the path, else the id (or name) of what was made. An id in capitals is the same one. */
function targetId({ params }: NonNullable<RouteFacts>, { body }: Reply): string {
  const made = (body ?? {}) as { id?: string; name?: string };
  const named = Object.values(params)[0];
  return (named && isUuid(named) ? named.toLowerCase() : named) ?? made.id ?? made.name ?? "";
}

const pick = (values: object, names: string[]): object =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
