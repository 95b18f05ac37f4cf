import { transaction } from "../../database/transaction.js";
import { IdempotencyInFlight, IdempotencyKeyReused } from "../../errors/system.js";
import { deriveSecret, newId } from "../../lib/ids.js";
import { seal, unseal } from "../../lib/seal.js";
import * as keys from "../../models/system/idempotencyKeys.js";
import type { Resource } from "../../models/system/idempotencyKeys.js";

/** A hashed Idempotency-Key, with the key that encrypts the stored reply. */
export type IdempotencyClaim = {
  scope: string;
  /** Whether several callers can share the scope: it is an IP address and a user agent, not a caller's secret. */
  shared: boolean;
  keyHash: string;
  requestHash: string;
  sealKey: Buffer;
};

/** The state of a key: unknown, the reply of a finished request, or the resource of an unfinished request. */
export type Earlier<R> =
  { kind: "none" } | { kind: "done"; reply: R } | { kind: "unfinished"; resource: Resource };

/**
 * Looks up a key and locks it until the transaction ends. Call it first in the transaction.
 * @throws IdempotencyInFlight while the first request runs, IdempotencyKeyReused if the first request was different
 */
export async function claimKey<R extends object>(claim: IdempotencyClaim): Promise<Earlier<R>> {
  await lockKey(claim);
  const [row] = await keys.findKey(keyOf(claim));
  if (!row) return { kind: "none" };
  if (row.request_hash !== claim.requestHash) throw new IdempotencyKeyReused();
  if (row.response) return { kind: "done", reply: openReply(row.response, claim.sealKey) };
  if (row.still_running || row.resource_type === null || row.resource_id === null)
    throw new IdempotencyInFlight({ headers: { "Retry-After": "2" } });
  await keys.renewLease(keyOf(claim));
  return { kind: "unfinished", resource: { type: row.resource_type, id: row.resource_id } };
}

const keyOf = ({ scope, keyHash }: IdempotencyClaim) => ({ scope, keyHash });

/** Locks the key until the transaction ends. */
async function lockKey(claim: IdempotencyClaim): Promise<void> {
  const [lock] = await keys.tryLockKey(keyOf(claim));
  if (!lock?.locked) throw new IdempotencyInFlight({ headers: { "Retry-After": "1" } });
}

/**
 * A secret for a resource of a request with several transactions. The secret is derived from the request, so a retry
 * returns the same one instead of replacing it.
 * @param id of the resource that the secret grants access to
 */
export const secretFor = ({ sealKey }: IdempotencyClaim, { type, id }: Resource): string =>
  deriveSecret(sealKey, `${type} ${id}`);

/** Records the reply in the transaction of its effect, so that both are committed or neither is. */
export async function recordReply(claim: IdempotencyClaim, reply: object): Promise<void> {
  const { requestHash, sealKey } = claim;
  await keys.insertCompletedKey({
    id: newId(),
    ...keyOf(claim),
    requestHash,
    response: sealReply(reply, sealKey),
  });
}

/**
 * Records an error response after the rollback of its work, which released the key's lock. Another request with the key
 * may have run in between; its reply then takes precedence.
 * @returns that reply, or null if the error response was recorded
 * @throws IdempotencyInFlight while another request with the key runs
 */
export const recordRefusal = <R extends object>(claim: IdempotencyClaim, refusal: R): Promise<R | null> =>
  transaction(async () => {
    await lockKey(claim);
    const [row] = await keys.findKey(keyOf(claim));
    if (!row) await recordReply(claim, refusal);
    const same = row?.request_hash === claim.requestHash;
    return same && row.response ? openReply<R>(row.response, claim.sealKey) : null;
  });

/** For work in several transactions: stores the created resource with the key, and leases the key for 30 seconds. */
export async function recordRunning(claim: IdempotencyClaim, resource: Resource): Promise<void> {
  if (claim.shared) throw new Error("work in several transactions needs a key in a scope of its own");
  const { requestHash } = claim;
  await keys.insertRunningKey({
    id: newId(),
    ...keyOf(claim),
    requestHash,
    resourceType: resource.type,
    resourceId: resource.id,
  });
}

/**
 * Completes the key of recordRunning() with the reply.
 * @returns false if another request has completed it
 */
export async function recordCompletion(claim: IdempotencyClaim, reply: object): Promise<boolean> {
  const completed = await keys.completeKey({ ...keyOf(claim), response: sealReply(reply, claim.sealKey) });
  return completed.length > 0;
}

/**
 * Replies contain secrets (tokens of new accounts, carts and orders); elsewhere the database stores only hashes of
 * them. The encryption key is derived from the client's request, so a stolen database does not reveal them.
 */
const sealReply = (reply: object, key: Buffer): Buffer => seal(JSON.stringify(reply), key);

const openReply = <R extends object>(bytes: Buffer, key: Buffer): R => JSON.parse(unseal(bytes, key)) as R;
