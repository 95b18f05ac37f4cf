import type { z } from "zod";
import { NotAuthenticated } from "../errors/identity.js";
import { NotAllowed } from "../errors/system.js";
import type { Reply } from "./reply.js";
import type { Caller, SignedInUser } from "../lib/caller.js";

/** What may come in, per part of the request; a part without a schema must be empty. */
export type Shape = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };

/** The schema of a reply's body; null for a route whose replies have none. */
export type View = z.ZodType | null;
/** A reply whose body the view describes. */
export type ReplyOf<V extends View> = Reply<V extends z.ZodType ? z.input<V> : undefined>;

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** Facts of the request that an action may need beside its input. */
export type RequestFacts = {
  id: string;
  ip: string;
  userAgent: string | null;
  /** The base of this very server as the client reached it on its socket, for the test provider's own webhook. */
  localOrigin: string;
  ifMatch: string | null;
  /** `Accept` names it; the wildcard names neither. */
  wantsHtml: boolean;
  wantsJson: boolean;
  headers: Record<string, string | string[] | undefined>;
  /** The bytes of the body as they came, for signatures. */
  rawBody: Buffer;
};

/** What an action tells the audit log beyond what the route says by itself; see middlewares/endpoint/audited.ts. */
export type AuditNote = {
  action?: string;
  target?: { type: string; id: string };
  /** Under the names of the body: without an `after`, only what the body names is recorded of it. */
  before?: object;
  /** Left out: the body. */
  after?: object;
};

/** All that an action is given. `params`, `query` and `body` are typed by the shape that checked them. */
export type Call<S extends Shape = Shape> = {
  params: Parsed<S["params"]>;
  query: Parsed<S["query"]>;
  body: Parsed<S["body"]>;
  caller: Caller;
  request: RequestFacts;
  /** Adds to the audit log's entry of this write, which commits with the write. Further calls add to the same entry. */
  audit: (note: AuditNote) => void;
};

/** A controller's action: takes a call, returns a Reply whose body the view describes, and does not know Express. */
export type Action<S extends Shape = Shape, V extends View = null> = (
  call: Call<S>,
) => Promise<ReplyOf<V>> | ReplyOf<V>;

/**
 * The logged-in user of a call. The route already requires one; this narrows the type.
 * @throws NotAllowed for an API key, which is not a user
 */
export function signedIn({ caller }: Pick<Call, "caller">): SignedInUser {
  if (caller.apiKey) throw new NotAllowed({ detail: "API keys cannot do this; log in as a user." });
  if (!caller.user) throw new NotAuthenticated();
  return caller.user;
}

/** The staff actor as histories of orders and stock record it: `admin:<id>` or `api_key:<id>`. */
export const staffActor = (call: Pick<Call, "caller">): string =>
  call.caller.apiKey ? `api_key:${call.caller.apiKey.id}` : `admin:${signedIn(call).id}`;
