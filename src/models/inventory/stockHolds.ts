import { statement } from "../../database/statement.js";

/**
 * The holds of an order: stock that is reserved for it. Hand-written, because each is one conditional, set-based write for
 * any number of lines, and reserving is performance-critical (measured). Each changes the status of the hold in the same statement, so it
 * is idempotent. Stock rows are locked in the order of their ids, so that two orders with common variants cannot deadlock.
 */

/** Pieces of a variant. */
export type StockLine = { variantId: string; quantity: number };
/** A line that exceeds the stock. */
export type ShortLine = { variantId: string; available: number; requested: number };

/**
 * Raises `reserved` if there is enough stock for every line, else changes nothing and returns the short lines. The
 * comparison reads the rows under their lock, so the update finds the same values. Arrays, because the planner knows the
 * length of an array and estimates a JSON recordset at 100 rows.
 */
export const reserveUnlessShort = statement<ShortLine, { variantIds: string[]; quantities: number[] }>(`
  WITH wanted AS (
    SELECT * FROM unnest(:variantIds::uuid[], :quantities::integer[]) AS w (variant_id, quantity)
  ),
  locked AS (
    SELECT s.variant_id, s.on_hand - s.reserved AS free, s.tracked AND NOT s.backorder AS limited
    FROM stock_items s JOIN wanted w ON w.variant_id = s.variant_id
    ORDER BY s.variant_id FOR UPDATE OF s
  ),
  short AS (
    SELECT w.variant_id, greatest(coalesce(l.free, 0), 0) AS available, w.quantity
    FROM wanted w LEFT JOIN locked l USING (variant_id)
    WHERE l.variant_id IS NULL OR (l.limited AND l.free < w.quantity)
  ),
  served AS (
    UPDATE stock_items s SET reserved = s.reserved + w.quantity
    FROM wanted w WHERE s.variant_id = w.variant_id AND NOT EXISTS (SELECT FROM short)
  )
  SELECT variant_id AS "variantId", available, quantity AS requested FROM short ORDER BY variant_id`);

const LOCK_STOCK = `
  locked AS (
    SELECT s.variant_id FROM stock_items s JOIN holds h ON h.variant_id = s.variant_id
    ORDER BY s.variant_id FOR UPDATE OF s
  )`;

/** Claims the holds: removes the pieces from stock and writes the movements. The caller has locked the order. */
export const claimHolds = statement<never, { orderId: string }>(`
  WITH holds AS (
    UPDATE stock_reservations SET status = 'claimed', updated_at = now()
    WHERE order_id = :orderId AND status = 'live' RETURNING variant_id, quantity
  ), ${LOCK_STOCK}, taken AS (
    UPDATE stock_items s SET reserved = s.reserved - h.quantity,
      on_hand = s.on_hand - CASE WHEN s.tracked THEN h.quantity ELSE 0 END
    FROM holds h JOIN locked l ON l.variant_id = h.variant_id
    WHERE s.variant_id = h.variant_id
    RETURNING s.variant_id, h.quantity, s.tracked
  )
  INSERT INTO stock_movements (variant_id, delta, reason, order_id, actor)
  SELECT variant_id, -quantity, 'sale', :orderId, 'system' FROM taken WHERE tracked`);

/** Releases the holds that were not claimed. The caller has locked the order. */
export const releaseHolds = statement<never, { orderId: string }>(`
  WITH holds AS (
    UPDATE stock_reservations SET status = 'released', updated_at = now()
    WHERE order_id = :orderId AND status = 'live' RETURNING variant_id, quantity
  ), ${LOCK_STOCK}
  UPDATE stock_items s SET reserved = s.reserved - h.quantity
  FROM holds h JOIN locked l ON l.variant_id = h.variant_id
  WHERE s.variant_id = h.variant_id`);

/**
 * Returns claimed pieces to stock, if a movement removed them: untracked pieces were never counted. The caller has locked
 * the order.
 */
export const returnSold = statement<never, { orderId: string; actor: string }>(`
  WITH holds AS (
    UPDATE stock_reservations SET status = 'returned', updated_at = now()
    WHERE order_id = :orderId AND status = 'claimed' RETURNING variant_id, quantity
  ), ${LOCK_STOCK}, returned AS (
    UPDATE stock_items s SET on_hand = s.on_hand + h.quantity
    FROM holds h JOIN locked l ON l.variant_id = h.variant_id
    WHERE s.variant_id = h.variant_id AND EXISTS (
      SELECT FROM stock_movements m WHERE m.order_id = :orderId AND m.variant_id = s.variant_id AND m.reason = 'sale')
    RETURNING s.variant_id, h.quantity
  )
  INSERT INTO stock_movements (variant_id, delta, reason, order_id, actor)
  SELECT variant_id, quantity, 'cancellation', :orderId, :actor FROM returned`);
