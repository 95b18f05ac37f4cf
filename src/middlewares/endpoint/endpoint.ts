import type { Request, RequestHandler, Response } from "express";
import { IdempotencyKeyRequired } from "../../errors/system.js";
import type { Action, Call, Shape, View } from "../../http/action.js";
import type { Reply } from "../../http/reply.js";
import { ANONYMOUS, type Caller } from "../../lib/caller.js";
import type { IdempotencyClaim } from "../../services/system/idempotency.js";
import { assertFresh } from "../../services/system/preconditions.js";
import { type AuditName, audited, auditRefusal, type RouteFacts, routeFacts } from "./audited.js";
import { idempotencyClaim } from "./idempotencyKey.js";
import { contextOf } from "../requestContext.js";
import { once } from "./once.js";
import { send } from "./send.js";
import { parseInput } from "./validate.js";

/**
 * The last middleware of a route: the shape of the request, the action, and the view of the response. One function takes
 * all three, so that an action with another's shape or view does not compile. The reply is a value, so that it can wait
 * for the commit. The OpenAPI document is generated from the same line.
 */
type Endpoint = RequestHandler & {
  shape: Shape;
  view: View;
  kind: "read" | "write" | "outside" | "phases";
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
 * A write in one transaction. It supports an Idempotency-Key: the record commits with the effect, an error is recorded
 * after the rollback, and a replay returns the reply without running the action.
 *
 * `prepare` runs before the transaction, for slow work that must not hold a connection; its result is the action's second
 * argument. Serialization failures re-run the action, never `prepare`.
 */
export function write<S extends Shape, V extends View = null, P = undefined>(
  shape: S,
  action: (call: Call<S>, prepared: P) => ReturnType<Action<S, NoInfer<V>>>,
  view = null as V,
  { prepare, idempotencyKey = "optional", audit = null }: WriteOptions<S, P> = {},
): Endpoint {
  return endpoint({ shape, view, kind: "write", idempotencyKey, audit }, async (call, { claim, route }) => {
    const prepared = (await prepare?.(call)) as P;
    return once({ claim, requestId: call.request.id }, () =>
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

/**
 * A write whose service opens its own transactions, because a part must persist if the request fails (a counted attempt,
 * the end of a session) or because it calls an external service. It supports no Idempotency-Key and writes no audit entry,
 * so it is not for routes that require a permission.
 */
export const writeOutsideTransaction = <S extends Shape, V extends View = null>(
  shape: S,
  action: Action<S, NoInfer<V>>,
  view = null as V,
): Endpoint =>
  endpoint({ shape, view, kind: "outside", idempotencyKey: "none", audit: null }, async (call) =>
    action(call),
  );

type EndpointFacts<S extends Shape> = Pick<Endpoint, "view" | "kind" | "idempotencyKey" | "audit"> & {
  shape: S;
};

/** The facts that a kind of endpoint needs beside the call: the Idempotency-Key and the audit entry of the route. */
type Context = { claim: IdempotencyClaim | null; route: RouteFacts };

/** The part that all kinds share: reads the request, runs it, records an audited error, and sends the reply. */
export function endpoint<S extends Shape>(
  facts: EndpointFacts<S>,
  run: (call: Call<S>, context: Context) => Promise<Reply>,
): Endpoint {
  const handler: RequestHandler = async (req, res) => {
    const caller = (res.locals.caller as Caller | undefined) ?? ANONYMOUS;
    const claim = honouredClaim(facts.idempotencyKey, req, caller);
    const call = toCall(facts.shape, caller, req, res);
    const reply = await run(call, { claim, route: routeFacts(facts.audit, req) }).catch((error: unknown) =>
      auditRefusal(call, error),
    );
    send(req, res, reply);
  };
  return Object.assign(handler, facts);
}

/** Requests whose action has read If-Match. */
const evaluated = new WeakSet<Call["request"]>();

/**
 * Rejects a write that ignored its request's If-Match: a target without an entity tag matches none
 * (RFC 9110 § 13.1.1). It throws inside the transaction, which rolls the write back.
 * @throws StaleVersion
 */
export function assertConditionEvaluated({ request }: Pick<Call, "request">): void {
  if (!evaluated.has(request)) assertFresh(request.ifMatch, null);
}

/** @throws IdempotencyKeyRequired */
function honouredClaim(policy: KeyPolicy, req: Request, caller: Caller): IdempotencyClaim | null {
  // POST is not idempotent (RFC 9110 § 9.2.2). The other methods need no key.
  const claim = policy !== "none" && req.method === "POST" ? idempotencyClaim(req, caller) : null;
  if (policy === "required" && !claim) throw new IdempotencyKeyRequired();
  return claim;
}

function toCall<S extends Shape>(shape: S, caller: Caller, req: Request, res: Response): Call<S> {
  return {
    ...parseInput(shape, req),
    caller,
    audit: () => undefined,
    request: {
      id: contextOf(res).requestId,
      url: req.originalUrl,
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
