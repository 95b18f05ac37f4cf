import { MONEY_STATUSES } from "../../payments/vocabulary.js";
import type { Invariant } from "./invariant.js";

const MONEY = `(${MONEY_STATUSES.map((status) => `'${status}'`).join(", ")})`;

export const paymentInvariants: Invariant[] = [
  {
    name: "payment_amounts_in_range",
    meaning:
      "A captured payment has received its amount in its currency; only captured, duplicate and mismatched payments have received money; refunds are between zero and the amount received.",
    breaches: `
      SELECT id AS payment_id, order_id, status, amount, captured_amount, refunded_amount FROM payments
      WHERE (status = 'captured' AND (captured_amount <> amount OR captured_currency <> currency))
        OR (status NOT IN ${MONEY} AND captured_amount <> 0)
        OR (status IN ${MONEY}) <> (captured_at IS NOT NULL)
        OR (captured_at IS NOT NULL) <> (captured_currency IS NOT NULL)
        OR refunded_amount < 0 OR refunded_amount > captured_amount
        OR (refunded_amount > 0) <> (refunded_at IS NOT NULL)`,
  },
  {
    name: "payment_equals_order",
    meaning: "The amount and currency of every payment are those of its order's total.",
    breaches: `
      SELECT p.id AS payment_id, o.id AS order_id, o.number, p.amount, p.currency, o.total_amount,
        o.currency AS order_currency
      FROM payments p JOIN orders o ON o.id = p.order_id
      WHERE p.amount <> o.total_amount OR p.currency <> o.currency`,
  },
  {
    name: "one_pending_payment",
    meaning: "An order has at most one pending payment.",
    breaches: `
      SELECT order_id, array_agg(id ORDER BY attempt) AS payment_ids FROM payments WHERE status = 'pending'
      GROUP BY 1 HAVING count(*) > 1`,
  },
  {
    name: "paid_order_has_one_capture",
    meaning:
      "An order that was paid, refunds included, has exactly one captured payment, of its total and in its currency.",
    breaches: `
      SELECT o.id AS order_id, o.number, o.payment_status, o.total_amount, count(p.id) AS captures,
        sum(p.captured_amount) AS captured_amount
      FROM orders o LEFT JOIN payments p ON p.order_id = o.id AND p.status = 'captured'
      WHERE o.payment_status IN ('paid', 'partially_refunded', 'refunded')
      GROUP BY o.id
      HAVING count(p.id) <> 1 OR min(p.captured_amount) <> o.total_amount OR min(p.currency) <> o.currency`,
  },
  {
    // Without a capture, the newest attempt decides; an abandoned attempt is not a failure. Money in another amount, and
    // a payment that ends after the order was cancelled, do not change the status.
    name: "payment_status_equals_payments",
    meaning: "The payment status of an order follows from its payments and refunds.",
    breaches: `
      SELECT o.id AS order_id, o.number, o.payment_status, s.expected
      FROM orders o
      JOIN (
        SELECT order_id, (array_agg(status ORDER BY attempt DESC))[1] AS newest, CASE
          WHEN bool_or(status = 'captured') THEN CASE
            WHEN sum(refunded_amount) FILTER (WHERE status = 'captured') = 0 THEN 'paid'
            WHEN sum(refunded_amount) FILTER (WHERE status = 'captured')
              < sum(captured_amount) FILTER (WHERE status = 'captured') THEN 'partially_refunded'
            ELSE 'refunded' END
          WHEN (array_agg(status ORDER BY attempt DESC))[1] IN ('pending', 'abandoned') THEN 'unpaid'
          ELSE 'failed' END AS expected
        FROM payments GROUP BY 1
      ) s ON s.order_id = o.id
      WHERE o.payment_status <> s.expected
        AND NOT (o.payment_status IN ('unpaid', 'failed') AND s.expected IN ('unpaid', 'failed')
          AND (o.status = 'cancelled' OR s.newest IN ('mismatched', 'duplicate')))`,
  },
  {
    name: "order_has_payment",
    meaning: "Every order has a payment.",
    breaches: `
      SELECT o.id AS order_id, o.number, o.payment_status FROM orders o
      WHERE NOT EXISTS (SELECT FROM payments p WHERE p.order_id = o.id)`,
  },
  {
    name: "cancelled_order_is_refunded",
    meaning: "The payments of a cancelled order are refunded within 10 minutes.",
    breaches: `
      SELECT o.id AS order_id, o.number, p.id AS payment_id, p.captured_amount, p.refunded_amount, p.captured_at,
        c.created_at AS cancelled_at
      FROM orders o
      JOIN payments p ON p.order_id = o.id AND p.captured_amount > p.refunded_amount
      LEFT JOIN order_status_changes c ON c.order_id = o.id AND c.status = 'cancelled'
      WHERE o.status = 'cancelled' AND greatest(c.created_at, p.captured_at) < now() - interval '10 minutes'`,
  },
  {
    name: "duplicate_is_refunded",
    meaning: "A duplicate payment of a paid order is refunded within 10 minutes.",
    breaches: `
      SELECT id AS payment_id, order_id, captured_amount, refunded_amount, captured_at FROM payments
      WHERE status = 'duplicate' AND captured_amount > refunded_amount
        AND captured_at < now() - interval '10 minutes'`,
  },
];
