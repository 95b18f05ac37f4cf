import type { Damage } from "./damages.js";

/** Payments and background work. */
export const paymentDamages: Damage[] = [
  {
    breaks: "payment_amounts_in_range",
    by: "a pending payment with captured money",
    statements: ({ pending }) => [
      ["ALTER TABLE payments DROP CONSTRAINT payments_captured_at_check"],
      ["UPDATE payments SET captured_amount = 1 WHERE id = $1", [pending.payment]],
    ],
    row: ({ pending }) => pending.payment,
  },
  {
    breaks: "payment_amounts_in_range",
    by: "a refund of more than was captured",
    statements: ({ refunded }) => [
      ["ALTER TABLE payments DROP CONSTRAINT payments_amounts_check"],
      ["UPDATE payments SET refunded_amount = refunded_amount + 1 WHERE id = $1", [refunded.payment]],
    ],
    row: ({ refunded }) => refunded.payment,
  },
  {
    breaks: "payment_equals_order",
    by: "a payment of another amount",
    statements: ({ pending }) => [
      ["UPDATE payments SET amount = amount + 1 WHERE id = $1", [pending.payment]],
    ],
    row: ({ pending }) => pending.payment,
  },
  {
    breaks: "payment_equals_order",
    by: "a payment in another currency",
    statements: ({ pending }) => [["UPDATE payments SET currency = 'JPY' WHERE id = $1", [pending.payment]]],
    row: ({ pending }) => pending.payment,
  },
  {
    breaks: "one_pending_payment",
    by: "a second pending payment",
    statements: ({ pending }) => [
      ["DROP INDEX payments_pending_key"],
      [
        `INSERT INTO payments (id, order_id, provider, attempt, currency, amount, expires_at)
         SELECT gen_random_uuid(), order_id, provider, 2, currency, amount, expires_at FROM payments WHERE id = $1`,
        [pending.payment],
      ],
    ],
    row: ({ pending }) => pending.order,
  },
  {
    breaks: "paid_order_has_one_capture",
    by: "an order that was paid twice",
    statements: ({ paid }) => [
      ["DROP INDEX payments_captured_key"],
      [
        `INSERT INTO payments (id, order_id, provider, attempt, status, currency, amount, captured_amount, captured_currency,
           captured_at, expires_at)
         SELECT gen_random_uuid(), order_id, provider, 2, status, currency, amount, captured_amount, captured_currency,
           captured_at, expires_at
         FROM payments WHERE id = $1`,
        [paid.payment],
      ],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "payment_status_equals_payments",
    by: "an order with a failed payment status and a pending payment",
    statements: ({ pending }) => [
      ["UPDATE orders SET payment_status = 'failed' WHERE id = $1", [pending.order]],
    ],
    row: ({ pending }) => pending.order,
  },
  {
    breaks: "payment_status_equals_payments",
    by: "an unpaid order with a captured payment",
    statements: ({ paid }) => [["UPDATE orders SET payment_status = 'unpaid' WHERE id = $1", [paid.order]]],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "payment_status_equals_payments",
    by: "a paid order with a partial refund",
    statements: ({ paid }) => [
      ["UPDATE payments SET refunded_amount = 1, refunded_at = now() WHERE id = $1", [paid.payment]],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "order_has_payment",
    by: "an order without a payment",
    statements: ({ cancelled }) => [["DELETE FROM payments WHERE order_id = $1", [cancelled.order]]],
    row: ({ cancelled }) => cancelled.order,
  },
  {
    breaks: "cancelled_order_is_refunded",
    by: "a cancelled order that was not refunded for an hour",
    statements: ({ refunded: { order, payment } }) => [
      ...keptMoney(order, payment),
      ["UPDATE order_status_changes SET created_at = now() - interval '1 hour' WHERE order_id = $1", [order]],
    ],
    row: ({ refunded }) => refunded.payment,
  },
  {
    breaks: "duplicate_is_refunded",
    by: "a second payment that was not refunded for an hour",
    statements: ({ paid }) => [
      [
        `INSERT INTO payments (id, order_id, provider, attempt, status, currency, amount, captured_amount, captured_currency,
           captured_at, expires_at)
         SELECT gen_random_uuid(), order_id, provider, 2, 'duplicate', currency, amount, captured_amount, captured_currency,
           now() - interval '1 hour', expires_at
         FROM payments WHERE id = $1`,
        [paid.payment],
      ],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "jobs_succeed",
    by: "a job that failed permanently",
    statements: () => [
      ["SELECT graphile_worker.add_job('purgeCarts', '{}', job_key => 'damaged')"],
      ["UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = 'damaged'"],
    ],
    row: () => "damaged",
  },
  {
    breaks: "jobs_start",
    by: "a job that no worker runs",
    statements: () => [
      [
        "SELECT graphile_worker.add_job('purgeCarts', '{}', job_key => 'damaged', run_at => now() - interval '1 hour')",
      ],
    ],
    row: () => "damaged",
  },
  {
    breaks: "events_have_positions",
    by: "an event without a position for an hour",
    statements: () => [
      [
        `INSERT INTO events (id, name, payload, created_at)
         VALUES (gen_random_uuid(), 'damage.done', '{}', now() - interval '1 hour')`,
      ],
    ],
    row: () => "damage.done",
  },
  {
    breaks: "payments_are_settled",
    by: "a pending payment that has expired 6 minutes ago",
    statements: ({ pending }) => [
      ["UPDATE payments SET expires_at = now() - interval '6 minutes' WHERE id = $1", [pending.payment]],
    ],
    row: ({ pending }) => pending.payment,
  },
  {
    breaks: "idempotency_keys_finish",
    by: "a request that has been running for an hour",
    statements: ({ pending }) => [
      [
        `UPDATE idempotency_keys SET response = NULL, completed_at = NULL, created_at = now() - interval '1 hour',
           locked_until = now() + interval '30 seconds' WHERE resource_id = $1`,
        [pending.order],
      ],
    ],
    row: ({ pending }) => pending.order,
  },
];

/** The state between a cancellation and its refund. */
export function keptMoney(order: string, payment: string): [string, unknown[]][] {
  return [
    [
      "UPDATE payments SET refunded_amount = 0, refunded_at = NULL, captured_at = now() - interval '1 hour' WHERE id = $1",
      [payment],
    ],
    ["UPDATE orders SET payment_status = 'paid' WHERE id = $1", [order]],
  ];
}
