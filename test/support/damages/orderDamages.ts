import type { Damage } from "./damages.js";

/** Orders and their holds. */
export const orderDamages: Damage[] = [
  {
    breaks: "order_has_lines",
    by: "an order without lines",
    statements: ({ cancelled }) => [["DELETE FROM order_items WHERE order_id = $1", [cancelled.order]]],
    row: ({ cancelled }) => cancelled.order,
  },
  {
    breaks: "order_equals_lines",
    by: "a tax that only the line has",
    statements: ({ paid }) => [["UPDATE order_items SET tax_amount = 1 WHERE order_id = $1", [paid.order]]],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "order_line_adds_up",
    by: "a line with another total",
    statements: ({ paid }) => [
      ["ALTER TABLE order_items DROP CONSTRAINT order_items_line_total_amount_check"],
      ["UPDATE order_items SET line_total_amount = line_total_amount + 1 WHERE order_id = $1", [paid.order]],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "order_total_adds_up",
    by: "a shipping price that the total does not contain",
    statements: ({ paid }) => [
      ["ALTER TABLE orders DROP CONSTRAINT orders_total_amount_check"],
      ["UPDATE orders SET shipping_amount = shipping_amount + 1 WHERE id = $1", [paid.order]],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "order_status_equals_history",
    by: "an order in a status that its history does not have",
    statements: ({ paid }) => [["UPDATE orders SET status = 'shipped' WHERE id = $1", [paid.order]]],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "order_status_equals_history",
    by: "an order without a history",
    statements: ({ paid }) => [["DELETE FROM order_status_changes WHERE order_id = $1", [paid.order]]],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "order_history_is_legal",
    by: "a move from pending to delivered",
    statements: ({ paid }) => [
      ["ALTER TABLE order_status_changes DROP CONSTRAINT order_status_changes_transition_check"],
      [
        "UPDATE order_status_changes SET status = 'delivered' WHERE order_id = $1 AND status = 'processing'",
        [paid.order],
      ],
      ["UPDATE orders SET status = 'delivered' WHERE id = $1", [paid.order]],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "order_history_is_legal",
    by: "a history that does not begin with pending",
    statements: ({ paid }) => [
      ["DELETE FROM order_status_changes WHERE order_id = $1 AND status = 'pending'", [paid.order]],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "ordered_cart_is_closed",
    by: "an open cart that was ordered",
    statements: ({ pending }) => [["UPDATE carts SET closed_at = NULL WHERE id = $1", [pending.cart]]],
    row: ({ pending }) => pending.cart,
  },
  {
    breaks: "one_order_per_cart",
    by: "two orders of one cart",
    statements: ({ pending, paid }) => [
      ["ALTER TABLE orders DROP CONSTRAINT orders_cart_id_key"],
      ["UPDATE orders SET cart_id = $2 WHERE id = $1", [pending.order, paid.cart]],
    ],
    row: ({ paid }) => paid.cart,
  },
  {
    breaks: "order_currency_equals_cart",
    by: "a cart in another currency",
    statements: ({ pending }) => [["UPDATE carts SET currency = 'JPY' WHERE id = $1", [pending.cart]]],
    row: ({ pending }) => pending.order,
  },
  {
    breaks: "idempotency_key_has_resource",
    by: "a key of an order that does not exist",
    statements: ({ pending }) => [
      ["UPDATE idempotency_keys SET resource_id = $2 WHERE resource_id = $1", [pending.order, pending.cart]],
    ],
    row: ({ pending }) => pending.cart,
  },
  {
    breaks: "sold_order_claims_stock",
    by: "an order in processing without claimed stock",
    statements: ({ paid: { order, variant } }) => [
      ["UPDATE stock_reservations SET status = 'released' WHERE order_id = $1", [order]],
      ["DELETE FROM stock_movements WHERE order_id = $1", [order]],
      ["UPDATE stock_items SET on_hand = on_hand + 2 WHERE variant_id = $1", [variant]],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "sold_order_claims_stock",
    by: "an order in processing with a live hold",
    statements: ({ paid: { order, variant } }) => [
      ["UPDATE stock_reservations SET status = 'live' WHERE order_id = $1", [order]],
      ["DELETE FROM stock_movements WHERE order_id = $1", [order]],
      [
        "UPDATE stock_items SET on_hand = on_hand + 2, reserved = reserved + 2 WHERE variant_id = $1",
        [variant],
      ],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "unpaid_order_holds_stock",
    by: "an order with a pending payment and no hold",
    statements: ({ pending: { order, variant } }) => [
      ["UPDATE stock_reservations SET status = 'released' WHERE order_id = $1", [order]],
      ["UPDATE stock_items SET reserved = reserved - 2 WHERE variant_id = $1", [variant]],
    ],
    row: ({ pending }) => pending.order,
  },
  {
    breaks: "unpaid_order_holds_stock",
    by: "a hold of fewer pieces than were ordered",
    statements: ({ pending: { order, variant } }) => [
      ["UPDATE stock_reservations SET quantity = 1 WHERE order_id = $1", [order]],
      ["UPDATE stock_items SET reserved = reserved - 1 WHERE variant_id = $1", [variant]],
    ],
    row: ({ pending }) => pending.order,
  },
  {
    breaks: "idle_order_holds_no_stock",
    by: "a cancelled order that still holds stock",
    statements: ({ cancelled: { order, variant } }) => [
      ["UPDATE stock_reservations SET status = 'live' WHERE order_id = $1", [order]],
      ["UPDATE stock_items SET reserved = reserved + 2 WHERE variant_id = $1", [variant]],
    ],
    row: ({ cancelled }) => cancelled.order,
  },
  {
    breaks: "idle_order_holds_no_stock",
    by: "an order that holds stock after its payment has failed",
    statements: ({ pending: { order } }) => [
      ["UPDATE payments SET status = 'failed' WHERE order_id = $1", [order]],
      ["UPDATE orders SET payment_status = 'failed' WHERE id = $1", [order]],
    ],
    row: ({ pending }) => pending.order,
  },
  {
    breaks: "hold_has_line",
    by: "a hold of a variant that was not ordered",
    statements: ({ pending, unsold: { variant } }) => [
      [
        `INSERT INTO stock_reservations (order_id, variant_id, quantity, expires_at)
         VALUES ($1, $2, 1, now() + interval '1 hour')`,
        [pending.order, variant],
      ],
      ["UPDATE stock_items SET reserved = reserved + 1 WHERE variant_id = $1", [variant]],
    ],
    row: ({ unsold }) => unsold.variant,
  },
  {
    breaks: "hold_ends_in_time",
    by: "a live hold that has expired 6 minutes ago",
    statements: ({ pending }) => [
      [
        "UPDATE stock_reservations SET expires_at = now() - interval '6 minutes' WHERE order_id = $1",
        [pending.order],
      ],
    ],
    row: ({ pending }) => pending.order,
  },
];
