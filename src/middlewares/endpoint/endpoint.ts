import type { Request, RequestHandler, Response } from "express";
import { transaction } from "../../database/transaction.js";
import { type AppError } from "../../errors/defineError.js";
import { IdempotencyKeyRequired } from "../../errors/system.js";
import type { Action, Call, Shape, View } from "../../http/action.js";
import type { Reply } from "../../http/reply.js";
import { ANONYMOUS, type Caller } from "../../lib/caller.js";
import { assertFresh } from "../../services/system/preconditions.js";
import { claimKey, recordRefusal, recordReply } from "../../services/system/idempotency.js";
import { renderProblem } from "../../views/system/problem.js";
import { type AuditName, audited, auditRefusal, type RouteFacts, routeFacts } from "./audited.js";
import { toAppError } from "../errorHandler.js";
import { idempotencyClaim } from "./idempotencyKey.js";
import { contextOf } from "../requestContext.js";
import { send } from "./send.js";
import { parseInput } from "./validate.js";

/**
 * The last link of a route's chain: what comes in (the shape), what is done (the action), and what is returned (the
 * view). One function takes all three, so that an action paired with another's shape or view does not compile. The reply
 * is a value, so that it can wait for the commit. The document is made from the same line.
 */
type Endpoint = RequestHandler & {
  shape: Shape;
  view: View;
  kind: "read" | "write" | "phased";
  idempotencyKey: KeyPolicy;
  audit: AuditName | null;
};
type KeyPolicy = "none" | "optional" | "required";
export type { Endpoint };

/** A GET: no transaction of its own, conditional by ETag. */
export const read = <S extends Shape, V extends View = null>(
  shape: S,
  action: Action<S, NoInfer<V>>,
  view = null as V,
): Endpoint =>
  endpoint({ shape, view, kind: "read", idempotencyKey: "none", audit: null }, async (call) => action(call));

/**
 * A write in one transaction. An Idempotency-Key is honoured: its record commits with the effect, a refusal
 * is recorded after the rollback, and a replay answers without running the action.
 *
 * `prepare` runs before the transaction, for slow work that must not hold a connection; what it returns is the
 * action's second argument. Serialization failures re-run the action, never `prepare`.
 */
export function write<S extends Shape, V extends View = null, P = undefined>(
  shape: S,
  action: (call: Call<S>, prepared: P) => ReturnType<Action<S, NoInfer<V>>>,
  view = null as V,
  { prepare, idempotencyKey = "optional", audit = null }: WriteOptions<S, P> = {},
): Endpoint {
  return endpoint({ shape, view, kind: "write", idempotencyKey, audit }, async (call, route) => {
    const prepared = (await prepare?.(call)) as P;
    return runOnce(call, () =>
      audited(call, route, async () => {
        const reply = await action(call, prepared);
        assertConditionEvaluated(call);
        return reply;
      }),
    );
  });
}

type WriteOptions<S extends Shape, P> = {
  prepare?: (call: Call<S>) => Promise<P>;
  idempotencyKey?: "optional" | "required";
  /** The entry in the audit log. A route that needs a permission must name one. */
  audit?: AuditName | null;
};

/** A write that needs more than one transaction: the action opens them, and completes the key itself. */
export const phased = <S extends Shape, V extends View = null>(
  shape: S,
  action: Action<S, NoInfer<V>>,
  view = null as V,
  { idempotencyKey = "required" }: { idempotencyKey?: KeyPolicy } = {},
): Endpoint =>
  endpoint({ shape, view, kind: "phased", idempotencyKey, audit: null }, (call) =>
    rememberingRefusals(call, async () => action(call)),
  );

type EndpointFacts<S extends Shape> = Pick<Endpoint, "view" | "kind" | "idempotencyKey" | "audit"> & {
  shape: S;
};

function endpoint<S extends Shape>(
  facts: EndpointFacts<S>,
  run: (call: Call<S>, route: RouteFacts) => Promise<Reply>,
): Endpoint {
  const handler: RequestHandler = async (req, res) => {
    const call = toCall(facts.shape, facts.idempotencyKey, req, res);
    const reply = await run(call, routeFacts(facts.audit, req)).catch((error: unknown) =>
      auditRefusal(call, error),
    );
    send(req, res, reply);
  };
  return Object.assign(handler, facts);
}

/** Requests whose action has read If-Match. */
const evaluated = new WeakSet<Call["request"]>();

/**
 * Refuses a write that ignored its request's If-Match: a target without an entity tag matches none
 * (RFC 9110 § 13.1.1). It throws inside the transaction, so the write is undone.
 * @throws StaleVersion
 */
function assertConditionEvaluated({ request }: Pick<Call, "request">): void {
  if (!evaluated.has(request)) assertFresh(request.ifMatch, null);
}

function toCall<S extends Shape>(shape: S, keyPolicy: KeyPolicy, req: Request, res: Response): Call<S> {
  const caller = (res.locals.caller as Caller | undefined) ?? ANONYMOUS;
  // POST is the method that is not idempotent by itself (RFC 9110 § 9.2.2); the others need no key.
  const honoured = keyPolicy !== "none" && req.method === "POST";
  const claim = honoured ? idempotencyClaim(req, caller) : null;
  if (keyPolicy === "required" && !claim) throw new IdempotencyKeyRequired();
  return {
    ...parseInput(shape, req),
    caller,
    idempotency: claim,
    audit: () => undefined,
    request: {
      id: contextOf(res).requestId,
      ip: req.ip ?? "",
      userAgent: req.headers["user-agent"]?.slice(0, 300) ?? null,
      localOrigin: `http://127.0.0.1:${req.socket.localPort ?? 0}`,
      get ifMatch() {
        evaluated.add(this);
        return req.headers["if-match"] ?? null;
      },
      wantsHtml: /\btext\/html\b/i.test(req.headers.accept ?? ""),
      wantsJson: /\bapplication\/json\b/i.test(req.headers.accept ?? ""),
      headers: req.headers,
      rawBody: (res.locals.rawBody as Buffer | undefined) ?? Buffer.alloc(0),
    },
  };
}

async function runOnce(
  call: Pick<Call, "idempotency" | "request">,
  action: () => Promise<Reply>,
): Promise<Reply> {
  const { idempotency: claim } = call;
  if (!claim) return transaction(action);
  return rememberingRefusals(call, () =>
    transaction(async () => {
      const earlier = await claimKey(claim);
      if (earlier.kind === "done") return earlier.reply;
      const reply = await action();
      await recordReply(claim, reply);
      return reply;
    }),
  );
}

/**
 * Refusals that the same request would meet again are stored. A refusal that depends on the moment, the caller or
 * a header (412: the repetition may send another If-Match) is not.
 */
const NOT_STORED = new Set(["idempotency_in_flight", "idempotency_key_reused", "busy"]);
const isStorable = (error: AppError): boolean =>
  [402, 404, 409, 410, 422].includes(error.status) && !NOT_STORED.has(error.code);

async function rememberingRefusals(
  call: Pick<Call, "idempotency" | "request">,
  work: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await work();
  } catch (thrown) {
    const error = toAppError(thrown, call.request.id);
    if (!call.idempotency || !isStorable(error)) throw error;
    const earlier = await recordRefusal(call.idempotency, refusalReply(error, call.request.id));
    if (earlier) return earlier;
    throw error;
  }
}

const refusalReply = (error: AppError, requestId: string): Reply => ({
  status: error.status,
  body: renderProblem(error, requestId),
  headers: { "Content-Type": "application/problem+json; charset=utf-8", ...error.headers },
});
