import { statement } from "../../database/statement.js";
import { IdempotencyInFlight, IdempotencyKeyReused } from "../../errors.js";
import type { IdempotencyClaim } from "../../lib/action.js";
import { newId } from "../../lib/ids.js";
import type { Reply } from "../../lib/reply.js";
import { seal, unseal } from "../../lib/seal.js";

type Row = {
  request_hash: string;
  order_id: string | null;
  response: Buffer | null;
  still_running: boolean | null;
};

const tryLock = statement<{ locked: boolean }>(
  "SELECT pg_try_advisory_xact_lock(hashtextextended($1 || $2, 0)) AS locked",
);
const find = statement<Row>(
  `SELECT request_hash, order_id, response, locked_until > now() AS still_running
   FROM idempotency_keys WHERE scope = $1 AND key_hash = $2`,
);
const insertDone = statement(
  `INSERT INTO idempotency_keys (id, scope, key_hash, request_hash, response, completed_at)
   VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING`,
);
const insertRunning = statement(
  `INSERT INTO idempotency_keys (id, scope, key_hash, request_hash, order_id, locked_until)
   VALUES ($1, $2, $3, $4, $5, now() + interval '30 seconds')`,
);
const renewLease = statement(
  `UPDATE idempotency_keys SET locked_until = now() + interval '30 seconds' WHERE scope = $1 AND key_hash = $2`,
);
const complete = statement(
  `UPDATE idempotency_keys SET response = $3, completed_at = now(), locked_until = NULL
   WHERE scope = $1 AND key_hash = $2 AND completed_at IS NULL`,
);

/** What is known of a key: nothing yet, a finished request's reply, or an order whose request died half-way. */
export type Earlier =
  { kind: "none" } | { kind: "done"; reply: Reply } | { kind: "unfinished"; orderId: string };

/**
 * Looks a key up and locks it until the transaction ends. Call it first inside transaction().
 * @throws IdempotencyInFlight while the first request runs, IdempotencyKeyReused when it was another request
 */
export async function claimKey(claim: IdempotencyClaim): Promise<Earlier> {
  const [lock] = await tryLock([claim.scope, claim.keyHash]);
  if (!lock?.locked) throw new IdempotencyInFlight({ headers: { "Retry-After": "1" } });
  const [row] = await find([claim.scope, claim.keyHash]);
  if (!row) return { kind: "none" };
  if (row.request_hash !== claim.requestHash) throw new IdempotencyKeyReused();
  if (row.response) return { kind: "done", reply: replayed(openReply(row.response, claim.sealKey)) };
  if (row.still_running || row.order_id === null)
    throw new IdempotencyInFlight({ headers: { "Retry-After": "2" } });
  await renewLease([claim.scope, claim.keyHash]);
  return { kind: "unfinished", orderId: row.order_id };
}

/** Records the reply in the transaction of its effect, so that both survive a crash or neither does. */
export async function recordReply(claim: IdempotencyClaim, reply: Reply): Promise<void> {
  await insertDone([newId(), claim.scope, claim.keyHash, claim.requestHash, sealReply(reply, claim.sealKey)]);
}

/** For work in several transactions: the key now names the order it made and is leased for 30 seconds. */
export async function recordRunning(claim: IdempotencyClaim, orderId: string): Promise<void> {
  await insertRunning([newId(), claim.scope, claim.keyHash, claim.requestHash, orderId]);
}

/** Ends what recordRunning() began. */
export async function recordCompletion(claim: IdempotencyClaim, reply: Reply): Promise<void> {
  await complete([claim.scope, claim.keyHash, sealReply(reply, claim.sealKey)]);
}

const replayed = (reply: Reply): Reply => ({
  ...reply,
  headers: { ...reply.headers, "Idempotent-Replayed": "true" },
});

/**
 * Replies hold secrets (tokens of new accounts, carts and orders) that the database otherwise only knows
 * hashed. The seal's key is derived from what the client sent, so a stolen database opens none of them.
 */
const sealReply = (reply: Reply, key: Buffer): Buffer => seal(JSON.stringify(reply), key);

const openReply = (bytes: Buffer, key: Buffer): Reply => JSON.parse(unseal(bytes, key)) as Reply;
