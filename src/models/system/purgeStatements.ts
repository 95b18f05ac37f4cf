import { positional } from "../../database/statement.js";

/**
 * Deletes old rows, some at a time: a whole backlog in one statement would hold its locks for long and run into the
 * time limit of statements. `purge()` runs one of these until nothing is left.
 */
export type PurgeStatement = (values?: unknown[]) => Promise<unknown[]>;

const AT_ONCE = 1000;

/** @param condition on the rows of `table`, aliased `t` */
const oldRows = (table: string, condition: string): string => `
  DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${table} t WHERE ${condition} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
  )) RETURNING 1 AS one`;

/**
 * Runs a purge until nothing is left to delete, or until the process stops.
 * @param values of the statement's parameters
 */
export async function purge(
  deleteSome: PurgeStatement,
  stopping: AbortSignal,
  values: unknown[] = [],
): Promise<void> {
  while ((await deleteSome(values)).length === AT_ONCE && !stopping.aborted);
}

/** Carts that an order was made of stay as long as the order; a customer's open cart stays, too. */
export const abandonedCarts = positional(
  oldRows(
    "carts",
    `t.updated_at < now() - interval '90 days' AND (t.user_id IS NULL OR t.closed_at IS NOT NULL)
     AND NOT EXISTS (SELECT FROM orders o WHERE o.cart_id = t.id)`,
  ),
);

/**
 * Keys are promised for 24 hours and kept for 48. One whose request died half-way goes as well: its cart is closed, so
 * that a late repetition cannot order twice.
 */
export const oldIdempotencyKeys = positional(
  oldRows(
    "idempotency_keys",
    "t.created_at < now() - interval '48 hours' AND (t.completed_at IS NOT NULL OR t.locked_until < now())",
  ),
);

/** Counters whose window is over. */
export const passedRateLimits = positional(
  oldRows("rate_limits", "t.expire < extract(epoch FROM now()) * 1000"),
);

/** $1: after how many seconds without use a session ends. Its refresh tokens go with it. */
export const endedSessions = positional(
  oldRows(
    "sessions",
    `least(coalesce(t.ended_at, t.expires_at), t.expires_at, t.last_used_at + $1 * interval '1 second')
       < now() - interval '7 days'`,
  ),
);

export const spentCodes = positional(oldRows("one_time_codes", "t.created_at < now() - interval '48 hours'"));

/** For 30 days support can see which address an account had before. */
export const oldEmailChanges = positional(
  oldRows("email_changes", "t.created_at < now() - interval '30 days'"),
);

/** Providers repeat a notice for some days; after that nobody sends the same one again. */
export const oldWebhookEvents = positional(
  oldRows("webhook_events", "t.received_at < now() - interval '30 days'"),
);

/**
 * Events with a position were in the feed; a waiting job carries its own copy of the event. Requests for codes are
 * personal data and are deleted after two days.
 */
export const oldEvents = positional(
  oldRows(
    "events",
    `t.position IS NOT NULL AND t.created_at < now()
       - CASE WHEN t.name LIKE '%.requested' THEN interval '48 hours' ELSE interval '90 days' END`,
  ),
);

/** Mails of an account go with the account; those of guests, and of orders that outlive their account, go here. */
export const oldMailsOfNobody = positional(
  oldRows(
    "mails",
    `t.created_at < now() - interval '90 days' AND NOT EXISTS (
       SELECT FROM users u WHERE u.id = t.user_id AND u.anonymized_at IS NULL)`,
  ),
);
