import { positional } from "../../database/statement.js";

/**
 * Writes a whole order in one statement: header, copied lines, first step of its history, holds and first payment,
 * and closes the cart it came from. Lines come as parallel arrays, one element per line.
 */
export const insertOrder = positional<{ number: string }>(`
  WITH the_order AS (
    INSERT INTO orders (id, user_id, cart_id, access_token_hash, email, currency, subtotal_amount, discount_amount,
      shipping_amount, tax_amount, total_amount, shipping_address, billing_address, shipping_option, note)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id, number
  ), items AS (
    INSERT INTO order_items (id, order_id, product_id, variant_id, position, quantity, title, variant_title, sku,
      unit_price_amount, line_total_amount)
    SELECT l.id, $1, l.product_id, l.variant_id, l.position, l.quantity, l.title, l.variant_title, l.sku,
      l.unit_price, l.unit_price * l.quantity
    FROM unnest($16::uuid[], $17::uuid[], $18::uuid[], $19::int[], $20::text[], $21::text[], $22::text[], $23::int[])
      WITH ORDINALITY AS l (id, product_id, variant_id, quantity, title, variant_title, sku, unit_price, position)
  ), holds AS (
    INSERT INTO stock_reservations (order_id, variant_id, quantity, expires_at)
    SELECT $1, h.variant_id, h.quantity, $24 FROM unnest($18::uuid[], $19::int[]) AS h (variant_id, quantity)
  ), history AS (
    INSERT INTO order_status_changes (id, order_id, status, actor) VALUES ($25, $1, 'pending', $26)
  ), payment AS (
    INSERT INTO payments (id, order_id, provider, attempt, currency, amount, expires_at)
    VALUES ($27, $1, $28, 1, $6, $11, $24)
  ), cart AS (
    UPDATE carts SET closed_at = now() WHERE id = $3
  )
  SELECT number FROM the_order`);
