import { statement } from "../../database/statement.js";

/**
 * Deletes of old rows, 1,000 at a time. One statement for a large backlog would hold its locks for long and exceed
 * statement_timeout. They are set-based and skip rows that a request has locked, which destroy() cannot do.
 */

const AT_ONCE = 1000;

/** @param condition on the rows of `table`, aliased `t` */
const oldRows = (table: string, condition: string): string => `
  DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${table} t WHERE ${condition} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
  )) RETURNING 1 AS one`;

/** Runs a purge until no rows are left or the process stops. */
export async function purge(deleteSome: () => Promise<unknown[]>, stopping: AbortSignal): Promise<void> {
  while ((await deleteSome()).length === AT_ONCE && !stopping.aborted);
}

/** Guests' carts and closed carts, unchanged for 90 days. The cart of an order is kept as long as the order. */
export const abandonedCarts = statement(
  oldRows(
    "carts",
    `t.updated_at < now() - interval '90 days' AND (t.user_id IS NULL OR t.closed_at IS NOT NULL)
     AND NOT EXISTS (SELECT FROM orders o WHERE o.cart_id = t.id)`,
  ),
);

/**
 * Keys are documented to last 24 hours and kept for 48, including those of interrupted requests. The cart of such a
 * request is closed, so a late retry cannot place a second order.
 */
export const oldIdempotencyKeys = statement(
  oldRows(
    "idempotency_keys",
    "t.created_at < now() - interval '48 hours' AND (t.completed_at IS NOT NULL OR t.locked_until < now())",
  ),
);

/** Counters whose window has ended. */
export const passedRateLimits = statement(
  oldRows("rate_limits", "t.expire < extract(epoch FROM now()) * 1000"),
);

/**
 * Sessions that ended a week ago, with their refresh tokens.
 * @param idleSeconds after which an unused session ends
 */
export const endedSessions = statement<{ one: number }, { idleSeconds: number }>(
  oldRows(
    "sessions",
    `least(coalesce(t.ended_at, t.expires_at), t.expires_at, t.last_used_at + :idleSeconds * interval '1 second')
       < now() - interval '7 days'`,
  ),
);

export const spentCodes = statement(oldRows("one_time_codes", "t.created_at < now() - interval '48 hours'"));

/** Previous addresses of accounts are kept for 30 days, for support. */
export const oldEmailChanges = statement(
  oldRows("email_changes", "t.created_at < now() - interval '30 days'"),
);

/** Providers retry a webhook for a few days at most. */
export const oldWebhookEvents = statement(
  oldRows("webhook_events", "t.received_at < now() - interval '30 days'"),
);

/**
 * Only events with a position: the feed has contained them. A waiting job has its own copy of the event. Requests for
 * codes are personal data and are deleted after two days.
 */
export const oldEvents = statement(
  oldRows(
    "events",
    `t.position IS NOT NULL AND t.created_at < now()
       - CASE WHEN t.name LIKE '%.requested' THEN interval '48 hours' ELSE interval '90 days' END`,
  ),
);

/** Mails to guests, and mails about orders of deleted accounts. Other mails are deleted with their account. */
export const oldMailsOfNobody = statement(
  oldRows(
    "mails",
    `t.created_at < now() - interval '90 days' AND NOT EXISTS (
       SELECT FROM users u WHERE u.id = t.user_id AND u.anonymized_at IS NULL)`,
  ),
);
