import { statement } from "../../database/statement.js";

/** The resource that a request in several transactions has created: an order, a payment. */
export type Resource = { type: string; id: string };

type Key = { scope: string; keyHash: string };
type Row = {
  request_hash: string;
  resource_type: string | null;
  resource_id: string | null;
  response: Buffer | null;
  still_running: boolean | null;
};

// Statements, because every write with a key runs two of them, and because the ORM has no advisory locks and no
// conditional writes.

/** Locks the key until the transaction ends. */
export const tryLockKey = statement<{ locked: boolean }, Key>(
  "SELECT pg_try_advisory_xact_lock(hashtextextended(:scope || :keyHash, 0)) AS locked",
);

export const findKey = statement<Row, Key>(
  `SELECT request_hash, resource_type, resource_id, response, locked_until > now() AS still_running
   FROM idempotency_keys WHERE scope = :scope AND key_hash = :keyHash`,
);

export const insertCompletedKey = statement<
  never,
  Key & { id: string; requestHash: string; response: Buffer }
>(
  `INSERT INTO idempotency_keys (id, scope, key_hash, request_hash, response, completed_at)
   VALUES (:id, :scope, :keyHash, :requestHash, :response, now()) ON CONFLICT DO NOTHING`,
);

/** Leased for 30 seconds. */
export const insertRunningKey = statement<
  never,
  Key & { id: string; requestHash: string; resourceType: string; resourceId: string }
>(
  `INSERT INTO idempotency_keys (id, scope, key_hash, request_hash, resource_type, resource_id, locked_until)
   VALUES (:id, :scope, :keyHash, :requestHash, :resourceType, :resourceId, now() + interval '30 seconds')`,
);

export const renewLease = statement<never, Key>(
  `UPDATE idempotency_keys SET locked_until = now() + interval '30 seconds'
   WHERE scope = :scope AND key_hash = :keyHash`,
);

export const completeKey = statement<{ id: string }, Key & { response: Buffer }>(
  `UPDATE idempotency_keys SET response = :response, completed_at = now(), locked_until = NULL
   WHERE scope = :scope AND key_hash = :keyHash AND completed_at IS NULL
   RETURNING id`,
);
