import { statement } from "../../database/statement.js";

/** A line after a write. `available`: pieces that can be bought now; null = unlimited. */
export type SavedLine = { variantId: string; quantity: number; available: number | null };

const STOCK_OF_SAVED = `
  SELECT saved.variant_id AS "variantId", saved.quantity,
    CASE WHEN NOT s.tracked OR s.backorder THEN NULL ELSE greatest(s.on_hand - s.reserved, 0) END AS available
  FROM saved JOIN stock_items s ON s.variant_id = saved.variant_id`;

type NewLines = { ids: string[]; variantIds: string[]; quantities: number[] };

/**
 * Adds lines to a cart, or to the quantities of its lines. The result omits variants that are not for sale or not in
 * this currency. Hand-written, because it is one conditional, set-based write for any number of lines. Arrays,
 * because the planner knows the length of an array and estimates a JSON recordset at 100 rows.
 */
export const addLines = statement<SavedLine, NewLines & { cartId: string; currency: string }>(`
  WITH saved AS (
    INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount, currency)
    SELECT w.id, :cartId, v.product_id, v.id, w.quantity, v.price_amount, v.currency
    FROM unnest(:ids::uuid[], :variantIds::uuid[], :quantities::integer[]) AS w (id, variant_id, quantity)
    JOIN product_variants v ON v.id = w.variant_id AND v.deleted_at IS NULL AND v.currency = :currency
    JOIN products p ON p.id = v.product_id AND p.status = 'active' AND p.deleted_at IS NULL
    ON CONFLICT ON CONSTRAINT cart_items_cart_id_variant_id_key
      DO UPDATE SET quantity = cart_items.quantity + EXCLUDED.quantity, updated_at = now()
    RETURNING variant_id, quantity
  ) ${STOCK_OF_SAVED}`);

/** Sets the quantity of one line. Hand-written, because it reads the stock in the statement that writes. */
export const setLineQuantity = statement<SavedLine, { cartId: string; itemId: string; quantity: number }>(`
  WITH saved AS (
    UPDATE cart_items SET quantity = :quantity, updated_at = now() WHERE cart_id = :cartId AND id = :itemId
    RETURNING variant_id, quantity
  ) ${STOCK_OF_SAVED}`);
