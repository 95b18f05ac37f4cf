import { LEGAL_MOVES } from "../../orders/vocabulary.js";
import type { Invariant } from "./invariant.js";

const LEGAL_PAIRS = Object.entries(LEGAL_MOVES)
  .flatMap(([from, next]) => next.map((to) => `('${from}', '${to}')`))
  .join(", ");

export const orderInvariants: Invariant[] = [
  {
    name: "order_has_lines",
    meaning: "Every order has at least one line.",
    breaches: `
      SELECT o.id AS order_id, o.number FROM orders o
      WHERE NOT EXISTS (SELECT FROM order_items i WHERE i.order_id = o.id)`,
  },
  {
    name: "order_equals_lines",
    meaning: "Subtotal, discount and tax of an order are the sums of its lines.",
    breaches: `
      SELECT o.id AS order_id, o.number, o.subtotal_amount, i.subtotal AS lines_subtotal,
        o.discount_amount, i.discount AS lines_discount, o.tax_amount, i.tax AS lines_tax
      FROM orders o
      JOIN (
        SELECT order_id, sum(unit_price_amount::bigint * quantity) AS subtotal, sum(discount_amount) AS discount,
          sum(tax_amount) AS tax
        FROM order_items GROUP BY 1
      ) i ON i.order_id = o.id
      WHERE (o.subtotal_amount, o.discount_amount, o.tax_amount) <> (i.subtotal, i.discount, i.tax)`,
  },
  {
    name: "order_line_adds_up",
    meaning: "The total of an order line is its unit price times its quantity, less its discount.",
    breaches: `
      SELECT id AS line_id, order_id, unit_price_amount, quantity, discount_amount, line_total_amount
      FROM order_items WHERE line_total_amount <> unit_price_amount::bigint * quantity - discount_amount`,
  },
  {
    name: "order_total_adds_up",
    meaning: "The total of an order is its subtotal less discount, plus shipping and tax.",
    breaches: `
      SELECT id AS order_id, number, total_amount, subtotal_amount, discount_amount, shipping_amount, tax_amount
      FROM orders
      WHERE total_amount <> subtotal_amount::bigint - discount_amount + shipping_amount + tax_amount`,
  },
  {
    // The steps are ordered by their links, because the clocks of two processes may differ.
    name: "order_status_equals_history",
    meaning: "The status of an order is the last step of its status history.",
    breaches: `
      SELECT o.id AS order_id, o.number, o.status, array_agg(last.status) AS last_steps
      FROM orders o
      LEFT JOIN (
        SELECT c.order_id, c.status FROM order_status_changes c
        WHERE NOT EXISTS (
          SELECT FROM order_status_changes n WHERE n.order_id = c.order_id AND n.from_status = c.status
        )
      ) last ON last.order_id = o.id
      GROUP BY o.id HAVING count(last.status) <> 1 OR min(last.status) <> o.status`,
  },
  {
    name: "order_history_is_legal",
    meaning:
      "The status history of an order begins once, with pending; each further step is a legal move from an earlier one.",
    breaches: `
      SELECT c.order_id, c.from_status, c.status FROM order_status_changes c
      WHERE (c.from_status IS NULL AND c.status <> 'pending')
        OR (c.from_status IS NOT NULL AND (
          (c.from_status, c.status) NOT IN (${LEGAL_PAIRS})
          OR NOT EXISTS (
            SELECT FROM order_status_changes p WHERE p.order_id = c.order_id AND p.status = c.from_status
          )
        ))
      UNION ALL
      SELECT order_id, NULL, NULL FROM order_status_changes
      GROUP BY 1 HAVING count(*) FILTER (WHERE from_status IS NULL) <> 1`,
  },
  {
    name: "ordered_cart_is_closed",
    meaning: "The cart of an order is closed.",
    breaches: `
      SELECT c.id AS cart_id, o.id AS order_id, o.number FROM orders o JOIN carts c ON c.id = o.cart_id
      WHERE c.closed_at IS NULL`,
  },
  {
    name: "one_order_per_cart",
    meaning: "A cart becomes at most one order.",
    breaches: `
      SELECT cart_id, array_agg(id ORDER BY id) AS order_ids FROM orders GROUP BY 1 HAVING count(*) > 1`,
  },
  {
    name: "order_currency_equals_cart",
    meaning: "An order has the currency of its cart.",
    breaches: `
      SELECT o.id AS order_id, o.number, o.currency, c.currency AS cart_currency
      FROM orders o JOIN carts c ON c.id = o.cart_id WHERE c.currency <> o.currency`,
  },
  {
    name: "idempotency_key_has_resource",
    meaning: "The order or the payment that an idempotency key refers to exists.",
    breaches: `
      SELECT k.id AS idempotency_key_id, k.resource_type, k.resource_id FROM idempotency_keys k
      WHERE k.resource_type IS NOT NULL
        AND NOT EXISTS (SELECT FROM orders o WHERE o.id = k.resource_id AND k.resource_type = 'order')
        AND NOT EXISTS (SELECT FROM payments p WHERE p.id = k.resource_id AND k.resource_type = 'payment')`,
  },
];
