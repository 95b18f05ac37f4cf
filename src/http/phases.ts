import type { Call, ReplyOf, Shape, View } from "./action.js";

/** A call whose work is done in several transactions. */
export type PhasedCall<S extends Shape = Shape> = Call<S> & {
  /** A secret for the resource with this id. The repetition of a request derives the same secret. */
  secretFor: (id: string) => string;
};

/**
 * Work that talks to the outside between two transactions. `writeInPhases` runs it: `begin` creates a resource, and the
 * Idempotency-Key is committed with it; `outside` runs in no transaction; `finish` makes the reply, which is recorded
 * under the key. A repetition whose first request died after `begin` goes on with `resume` instead.
 *
 * `begin` and `finish` may run several times (transaction() retries), `outside` once per request: it must be idempotent.
 */
export type Phases<S extends Shape, V extends View, Begun extends { id: string }, Outcome = void> = {
  /** The type of the resource that `begin` creates: `order`. */
  resource: string;
  /** Runs first, in no transaction, also in a repetition. */
  prepare?: (call: PhasedCall<S>) => Promise<void>;
  /** @returns the resource's id, and what the next phases need */
  begin: (call: PhasedCall<S>) => Promise<Begun>;
  /** @returns what `begin` returned for this id */
  resume: (call: PhasedCall<S>, id: string) => Promise<Begun>;
  outside: (call: PhasedCall<S>, begun: Begun) => Promise<Outcome>;
  finish: (call: PhasedCall<S>, begun: Begun, outcome: Outcome) => Promise<ReplyOf<V>>;
  /** Translates an error of the first transaction after its retries, such as a lock timeout. */
  refusal?: (error: unknown) => unknown;
};
