import { positional } from "../../database/statement.js";
import { transaction } from "../../database/transaction.js";
import { IdempotencyInFlight, IdempotencyKeyReused } from "../../errors/system.js";
import type { IdempotencyClaim } from "../../http/action.js";
import { deriveSecret, newId } from "../../lib/ids.js";
import type { Reply } from "../../http/reply.js";
import { seal, unseal } from "../../lib/seal.js";

type Row = {
  request_hash: string;
  order_id: string | null;
  response: Buffer | null;
  still_running: boolean | null;
};

const tryLock = positional<{ locked: boolean }>(
  "SELECT pg_try_advisory_xact_lock(hashtextextended($1 || $2, 0)) AS locked",
);
const find = positional<Row>(
  `SELECT request_hash, order_id, response, locked_until > now() AS still_running
   FROM idempotency_keys WHERE scope = $1 AND key_hash = $2`,
);
const insertDone = positional(
  `INSERT INTO idempotency_keys (id, scope, key_hash, request_hash, response, completed_at)
   VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING`,
);
const insertRunning = positional(
  `INSERT INTO idempotency_keys (id, scope, key_hash, request_hash, order_id, locked_until)
   VALUES ($1, $2, $3, $4, $5, now() + interval '30 seconds')`,
);
const renewLease = positional(
  `UPDATE idempotency_keys SET locked_until = now() + interval '30 seconds' WHERE scope = $1 AND key_hash = $2`,
);
const complete = positional(
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
  await lockKey(claim);
  const [row] = await find([claim.scope, claim.keyHash]);
  if (!row) return { kind: "none" };
  if (row.request_hash !== claim.requestHash) throw new IdempotencyKeyReused();
  if (row.response) return { kind: "done", reply: replayed(openReply(row.response, claim.sealKey)) };
  if (row.still_running || row.order_id === null)
    throw new IdempotencyInFlight({ headers: { "Retry-After": "2" } });
  await renewLease([claim.scope, claim.keyHash]);
  return { kind: "unfinished", orderId: row.order_id };
}

/** Until the transaction ends. */
async function lockKey({ scope, keyHash }: IdempotencyClaim): Promise<void> {
  const [lock] = await tryLock([scope, keyHash]);
  if (!lock?.locked) throw new IdempotencyInFlight({ headers: { "Retry-After": "1" } });
}

/**
 * A guest's secret for what a request in several transactions makes. The same request derives the same secret, so a
 * repetition that resumes it can tell the secret again without replacing one that was told meanwhile.
 * @param orderId what the secret opens
 */
export const secretOf = ({ sealKey }: IdempotencyClaim, orderId: string): string =>
  deriveSecret(sealKey, `order ${orderId}`);

/**
 * Records the reply in the transaction of its effect, so that both survive a crash or neither does. In a shared scope
 * only a reply that tells nothing is recorded: a repetition of any other runs again.
 */
export async function recordReply(claim: IdempotencyClaim, reply: Reply): Promise<void> {
  if (claim.shared && !tellsNothing(reply)) return;
  await insertDone([newId(), claim.scope, claim.keyHash, claim.requestHash, sealReply(reply, claim.sealKey)]);
}

/** A refusal, or a success without content: no body, header or cookie that could hold a secret of the caller. */
const tellsNothing = ({ status, body, html, headers, cookies }: Reply): boolean =>
  status >= 400 ||
  (Object.keys(body ?? {}).length === 0 &&
    html === undefined &&
    headers === undefined &&
    cookies === undefined);

/**
 * Records a refusal, after its work was rolled back and the key's lock with it. Another request with the key may have
 * run in between, and its answer is the key's then.
 * @returns that answer, or null when the refusal stands
 * @throws IdempotencyInFlight while another request with the key runs
 */
export const recordRefusal = (claim: IdempotencyClaim, refusal: Reply): Promise<Reply | null> =>
  transaction(async () => {
    await lockKey(claim);
    const [row] = await find([claim.scope, claim.keyHash]);
    if (!row) await recordReply(claim, refusal);
    const same = row?.request_hash === claim.requestHash;
    return same && row.response ? replayed(openReply(row.response, claim.sealKey)) : null;
  });

/** For work in several transactions: the key now names the order it made and is leased for 30 seconds. */
export async function recordRunning(claim: IdempotencyClaim, orderId: string): Promise<void> {
  if (claim.shared) throw new Error("work in several transactions needs a key in a scope of its own");
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
