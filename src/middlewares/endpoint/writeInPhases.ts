import { transaction } from "../../database/transaction.js";
import type { Shape, View } from "../../http/action.js";
import type { PhasedCall, Phases } from "../../http/phases.js";
import type { Reply } from "../../http/reply.js";
import {
  claimKey,
  type IdempotencyClaim,
  recordCompletion,
  recordRunning,
  secretFor,
} from "../../services/system/idempotency.js";
import { type AuditName, collectNotes, recordEntry, type RouteFacts } from "./audited.js";
import { assertConditionEvaluated, type Endpoint, endpoint } from "./endpoint.js";
import { rememberingRefusals, replayed } from "./once.js";

/**
 * A write that calls an external service between two transactions; see Phases. It requires an Idempotency-Key, which is
 * committed with the resource that `begin` creates, so that a retry resumes an interrupted request. The
 * audit entry, with the notes of `begin` and `finish`, is written in the last transaction.
 */
export function writeInPhases<S extends Shape, V extends View, B extends { id: string }, O>(
  shape: S,
  phases: Phases<S, NoInfer<V>, B, O>,
  view: V,
  { audit = null }: { audit?: AuditName | null } = {},
): Endpoint {
  const facts = { shape, view, kind: "phases", idempotencyKey: "required", audit } as const;
  return endpoint(facts, (call, { claim, route }) => {
    // endpoint() has rejected requests without a key.
    const key = claim as IdempotencyClaim;
    const phased: PhasedCall<S> = Object.assign(call, {
      secretFor: (id: string) => secretFor(key, { type: phases.resource, id }),
    });
    return rememberingRefusals({ claim, requestId: call.request.id }, () =>
      runPhases(phases, phased, key, route),
    );
  });
}

async function runPhases<S extends Shape, V extends View, B extends { id: string }, O>(
  phases: Phases<S, V, B, O>,
  call: PhasedCall<S>,
  claim: IdempotencyClaim,
  route: RouteFacts,
): Promise<Reply> {
  await phases.prepare?.(call);
  const first = await transaction(() => begin(phases, call, claim)).catch((error: unknown) => {
    throw phases.refusal ? phases.refusal(error) : error;
  });
  if (first.reply) return replayed(first.reply);
  const outcome = await phases.outside(call, first.begun);
  return transaction(async () => {
    const notes = collectNotes(call, first.notes);
    const reply = await phases.finish(call, first.begun, outcome);
    // If a retry has already completed the key, it has recorded the entry.
    if (await recordCompletion(claim, reply)) await recordEntry(call, route, reply, notes());
    return reply;
  });
}

/** The first transaction: begins the work, resumes it, or finds its reply. */
async function begin<S extends Shape, V extends View, B extends { id: string }, O>(
  { resource: type, ...phases }: Phases<S, V, B, O>,
  call: PhasedCall<S>,
  claim: IdempotencyClaim,
) {
  const earlier = await claimKey<Reply>(claim);
  if (earlier.kind === "done") return { reply: earlier.reply };
  const notes = collectNotes(call);
  if (earlier.kind === "unfinished") {
    const { resource } = earlier;
    if (resource.type !== type)
      throw new Error(`the key names a ${resource.type} where a ${type} is expected`);
    return { begun: await phases.resume(call, resource.id), notes: notes() };
  }
  const begun = await phases.begin(call);
  assertConditionEvaluated(call);
  await recordRunning(claim, { type, id: begun.id });
  return { begun, notes: notes() };
}
