import type { Invariant } from "./invariant.js";

export const inventoryInvariants: Invariant[] = [
  {
    name: "stock_equals_movements",
    meaning: "The stock on hand of a variant is the sum of its stock movements.",
    breaches: `
      SELECT s.variant_id, s.on_hand, coalesce(m.total, 0) AS movements
      FROM stock_items s
      LEFT JOIN (SELECT variant_id, sum(delta) AS total FROM stock_movements GROUP BY 1) m USING (variant_id)
      WHERE s.on_hand <> coalesce(m.total, 0)`,
  },
  {
    name: "reserved_equals_live_holds",
    meaning: "The reserved stock of a variant is the sum of its live holds.",
    breaches: `
      SELECT s.variant_id, s.reserved, coalesce(h.total, 0) AS live_holds
      FROM stock_items s
      LEFT JOIN (
        SELECT variant_id, sum(quantity) AS total FROM stock_reservations WHERE status = 'live' GROUP BY 1
      ) h USING (variant_id)
      WHERE s.reserved <> coalesce(h.total, 0)`,
  },
  {
    name: "stock_within_bounds",
    meaning:
      "Reserved stock is never negative; if stock is tracked without backorders, it is at most the stock on hand.",
    breaches: `
      SELECT variant_id, on_hand, reserved, tracked, backorder FROM stock_items
      WHERE reserved < 0 OR (tracked AND NOT backorder AND (on_hand < 0 OR reserved > on_hand))`,
  },
  {
    name: "variant_has_stock_item",
    meaning: "Every variant has a stock item; carts and lists leave out a variant without one.",
    breaches: `
      SELECT v.id AS variant_id, v.product_id FROM product_variants v
      WHERE NOT EXISTS (SELECT FROM stock_items s WHERE s.variant_id = v.id)`,
  },
  {
    name: "movement_has_order",
    meaning: "A sale or a cancellation in the stock movements belongs to an order that exists.",
    breaches: `
      SELECT m.id AS movement_id, m.variant_id, m.reason, m.order_id
      FROM stock_movements m LEFT JOIN orders o ON o.id = m.order_id
      WHERE o.id IS NULL AND (m.order_id IS NOT NULL OR m.reason IN ('sale', 'cancellation'))`,
  },
  {
    // A sale of untracked stock has a hold but no movement.
    name: "sales_equal_holds",
    meaning:
      "Per order and variant, the quantity sold is that of the claimed and returned holds, and the quantity put back is that of the returned holds.",
    breaches: `
      SELECT m.order_id, m.variant_id, m.sold, m.put_back, coalesce(h.claimed, 0) AS claimed,
        coalesce(h.returned, 0) AS returned
      FROM (
        SELECT order_id, variant_id, coalesce(-sum(delta) FILTER (WHERE reason = 'sale'), 0) AS sold,
          coalesce(sum(delta) FILTER (WHERE reason = 'cancellation'), 0) AS put_back
        FROM stock_movements WHERE reason IN ('sale', 'cancellation') GROUP BY 1, 2
      ) m
      LEFT JOIN (
        SELECT order_id, variant_id, sum(quantity) FILTER (WHERE status = 'claimed') AS claimed,
          sum(quantity) FILTER (WHERE status = 'returned') AS returned
        FROM stock_reservations WHERE status IN ('claimed', 'returned') GROUP BY 1, 2
      ) h USING (order_id, variant_id)
      WHERE m.sold <> coalesce(h.claimed, 0) + coalesce(h.returned, 0) OR m.put_back <> coalesce(h.returned, 0)`,
  },
];
