import { statement } from "../../database/statement.js";
import { MAX_LINE_QUANTITY } from "./vocabulary.js";

/**
 * Moves the lines of cart `from` into cart `to`, which holds at most `maxLines` afterwards: first the lines that raise the
 * quantity of another one, then the oldest. The caller has locked both carts. Hand-written, because it is a conditional,
 * set-based write.
 * @returns `left`: the number of lines that did not fit
 */
export const moveLines = statement<{ left: number }, { from: string; to: string; maxLines: number }>(`
  WITH own AS (
    SELECT variant_id FROM cart_items WHERE cart_id = :to
  ), brought AS (
    SELECT i.id, own.variant_id IS NOT NULL AS known,
      row_number() OVER (PARTITION BY own.variant_id IS NULL ORDER BY i.created_at, i.id) AS place
    FROM cart_items i LEFT JOIN own ON own.variant_id = i.variant_id WHERE i.cart_id = :from
  ), moved AS (
    DELETE FROM cart_items i USING brought b
    WHERE i.id = b.id AND (b.known OR b.place <= :maxLines - (SELECT count(*) FROM own)) RETURNING i.*
  ), saved AS (
    INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount, currency, created_at)
    SELECT id, :to, product_id, variant_id, quantity, unit_price_amount, currency, created_at FROM moved
    ON CONFLICT ON CONSTRAINT cart_items_cart_id_variant_id_key
      DO UPDATE SET quantity = least(cart_items.quantity + EXCLUDED.quantity, ${MAX_LINE_QUANTITY}), updated_at = now()
  )
  SELECT (SELECT count(*) FROM brought)::int - (SELECT count(*) FROM moved)::int AS left`);
