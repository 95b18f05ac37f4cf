import type { Invariant } from "./invariant.js";

/** Nothing stuck: what the background work and the repetition of a request should have ended by now. */
export const queueInvariants: Invariant[] = [
  {
    name: "events_are_dispatched",
    meaning: "Every event has been handled by its subscribers within 10 minutes.",
    breaches: `
      SELECT id AS event_id, name, created_at, attempts, next_attempt_at FROM outbox_events
      WHERE processed_at IS NULL AND created_at < now() - interval '10 minutes'`,
  },
  {
    name: "webhooks_are_processed",
    meaning: "Every webhook has been processed within 10 minutes.",
    breaches: `
      SELECT id AS webhook_event_id, provider, event_id, type, received_at, attempts FROM webhook_events
      WHERE processed_at IS NULL AND received_at < now() - interval '10 minutes'`,
  },
  {
    name: "payments_are_settled",
    meaning:
      "A pending payment is settled within 5 minutes of its expiry, unless its order is held for review.",
    breaches: `
      SELECT p.id AS payment_id, p.order_id, p.provider, p.expires_at
      FROM payments p JOIN orders o ON o.id = p.order_id
      WHERE p.status = 'pending' AND p.expires_at < now() - interval '5 minutes' AND o.held_reason IS NULL`,
  },
  {
    // A process that died leaves an unfinished key whose lease has run out: the client's repetition resumes it.
    name: "idempotency_keys_finish",
    meaning:
      "A request with an Idempotency-Key is finished after 10 minutes, or can be resumed: it has made an order and its lease has run out.",
    breaches: `
      SELECT id AS idempotency_key_id, order_id, created_at, locked_until FROM idempotency_keys
      WHERE completed_at IS NULL AND created_at < now() - interval '10 minutes'
        AND (order_id IS NULL OR locked_until IS NULL OR locked_until > now())`,
  },
];
