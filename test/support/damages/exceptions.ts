import { keptMoney } from "./paymentDamages.js";
import type { Statements, Subjects } from "./subjects.js";

/** Valid states that look like damage. */
export const exceptions: { what: string; statements: (subjects: Subjects) => Statements }[] = [
  {
    what: "a checkout between its phases",
    statements: ({ pending }) => [
      [
        "UPDATE payments SET provider_session_id = NULL, redirect_url = NULL WHERE id = $1",
        [pending.payment],
      ],
      [
        `UPDATE idempotency_keys SET response = NULL, completed_at = NULL, locked_until = now() + interval '30 seconds'
         WHERE resource_id = $1`,
        [pending.order],
      ],
    ],
  },
  {
    what: "a checkout that failed an hour ago and was never retried",
    statements: ({ pending }) => [
      [
        `UPDATE idempotency_keys SET response = NULL, completed_at = NULL, created_at = now() - interval '1 hour',
           locked_until = now() - interval '59 minutes' WHERE resource_id = $1`,
        [pending.order],
      ],
    ],
  },
  {
    what: "an order under review with an expired hold, after a payment of another amount",
    statements: ({ pending: { order } }) => [
      ["UPDATE orders SET held_reason = 'amount_mismatch' WHERE id = $1", [order]],
      [
        `UPDATE payments SET expires_at = now() - interval '1 hour', status = 'mismatched', captured_amount = 1,
           captured_currency = currency, captured_at = now() WHERE order_id = $1`,
        [order],
      ],
      ["UPDATE stock_reservations SET expires_at = now() - interval '1 hour' WHERE order_id = $1", [order]],
    ],
  },
  {
    what: "a hold that has expired and waits for its job",
    statements: ({ pending: { order } }) => [
      ["UPDATE payments SET expires_at = now() - interval '1 minute' WHERE order_id = $1", [order]],
      ["UPDATE stock_reservations SET expires_at = now() - interval '1 minute' WHERE order_id = $1", [order]],
    ],
  },
  {
    what: "a cancelled order with a refund in progress",
    statements: ({ refunded: { order, payment } }) => keptMoney(order, payment),
  },
  {
    what: "an order that waits for review because it was paid without stock",
    statements: ({ cancelled: { order, payment } }) => [
      ["DELETE FROM order_status_changes WHERE order_id = $1 AND status = 'cancelled'", [order]],
      [
        "UPDATE orders SET status = 'pending', payment_status = 'paid', held_reason = 'paid_without_stock' WHERE id = $1",
        [order],
      ],
      [
        "UPDATE payments SET status = 'captured', captured_amount = amount, captured_currency = currency, captured_at = now() WHERE id = $1",
        [payment],
      ],
    ],
  },
];
