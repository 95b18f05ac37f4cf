import type { Invariant } from "./invariant.js";

/** Lines without a live or claimed hold of their quantity, in the status that the order's state requires. */
const linesWithoutHold = (status: "live" | "claimed", orders: string) => `
  SELECT i.order_id, o.number, o.status, i.variant_id, i.quantity, h.status AS hold, h.quantity AS held
  FROM orders o
  JOIN order_items i ON i.order_id = o.id
  LEFT JOIN stock_reservations h
    ON h.order_id = i.order_id AND h.variant_id = i.variant_id AND h.status IN ('live', 'claimed')
  WHERE ${orders} AND (h.id IS NULL OR h.status <> '${status}' OR h.quantity <> i.quantity)`;

/** The stock reservations that an order's state requires. */
export const holdInvariants: Invariant[] = [
  {
    name: "sold_order_claims_stock",
    meaning: "Every line of an order in processing, shipped or delivered has a claimed hold of its quantity.",
    breaches: linesWithoutHold("claimed", "o.status IN ('processing', 'shipped', 'delivered')"),
  },
  {
    name: "unpaid_order_holds_stock",
    meaning: "Every line of a pending order with a pending payment has a live hold of its quantity.",
    breaches: linesWithoutHold(
      "live",
      `o.status = 'pending'
       AND EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.status = 'pending')`,
    ),
  },
  {
    name: "idle_order_holds_no_stock",
    meaning:
      "A cancelled order has no live or claimed hold; nor has a pending order without a pending payment, unless it is held for review.",
    breaches: `
      SELECT h.id AS hold_id, h.order_id, o.number, o.status, h.variant_id, h.quantity, h.status AS hold
      FROM stock_reservations h JOIN orders o ON o.id = h.order_id
      WHERE h.status IN ('live', 'claimed') AND (
        o.status = 'cancelled' OR (
          o.status = 'pending' AND o.held_reason IS NULL
          AND NOT EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.status = 'pending')
        )
      )`,
  },
  {
    name: "hold_has_line",
    meaning: "A live or claimed hold belongs to a line of its order.",
    breaches: `
      SELECT h.id AS hold_id, h.order_id, h.variant_id, h.quantity, h.status AS hold
      FROM stock_reservations h
      WHERE h.status IN ('live', 'claimed') AND NOT EXISTS (
        SELECT FROM order_items i WHERE i.order_id = h.order_id AND i.variant_id = h.variant_id
      )`,
  },
  {
    name: "hold_ends_in_time",
    meaning: "A live hold ends within 5 minutes of its expiry, unless its order is held for review.",
    breaches: `
      SELECT h.id AS hold_id, h.order_id, o.number, h.variant_id, h.quantity, h.expires_at
      FROM stock_reservations h JOIN orders o ON o.id = h.order_id
      WHERE h.status = 'live' AND h.expires_at < now() - interval '5 minutes' AND o.held_reason IS NULL`,
  },
];
