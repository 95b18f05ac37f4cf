import { positional } from "../../database/statement.js";
import { type StockLine, reserveStock } from "./reserveStock.js";

/**
 * What becomes of an order's holds. Each is one statement that takes the hold's own status along, so that doing it
 * twice does nothing the second time. The caller holds the order's lock; stock rows are locked in id order.
 */
const lockStock = `
  locked AS (
    SELECT s.variant_id FROM stock_items s JOIN holds h ON h.variant_id = s.variant_id
    ORDER BY s.variant_id FOR UPDATE OF s
  )`;

const insertHolds = positional(`
  INSERT INTO stock_reservations (order_id, variant_id, quantity, expires_at)
  SELECT $1, w.variant_id, w.quantity, $4 FROM unnest($2::uuid[], $3::int[]) AS w (variant_id, quantity)`);

const claim = positional<{ variantId: string }>(`
  WITH holds AS (
    UPDATE stock_reservations SET status = 'claimed', updated_at = now()
    WHERE order_id = $1 AND status = 'live' RETURNING variant_id, quantity
  ), ${lockStock}, taken AS (
    UPDATE stock_items s SET reserved = s.reserved - h.quantity,
      on_hand = s.on_hand - CASE WHEN s.tracked THEN h.quantity ELSE 0 END
    FROM holds h JOIN locked l ON l.variant_id = h.variant_id
    WHERE s.variant_id = h.variant_id
    RETURNING s.variant_id, h.quantity, s.tracked
  ), moved AS (
    INSERT INTO stock_movements (variant_id, delta, reason, order_id, actor)
    SELECT variant_id, -quantity, 'sale', $1, 'system' FROM taken WHERE tracked
  )
  SELECT variant_id AS "variantId" FROM holds`);

const release = positional(`
  WITH holds AS (
    UPDATE stock_reservations SET status = 'released', updated_at = now()
    WHERE order_id = $1 AND status = 'live' RETURNING variant_id, quantity
  ), ${lockStock}
  UPDATE stock_items s SET reserved = s.reserved - h.quantity
  FROM holds h JOIN locked l ON l.variant_id = h.variant_id
  WHERE s.variant_id = h.variant_id`);

/** Only what the ledger says was taken: pieces sold without counting never left a shelf. */
const giveBack = positional(`
  WITH holds AS (
    UPDATE stock_reservations SET status = 'returned', updated_at = now()
    WHERE order_id = $1 AND status = 'claimed' RETURNING variant_id, quantity
  ), ${lockStock}, returned AS (
    UPDATE stock_items s SET on_hand = s.on_hand + h.quantity
    FROM holds h JOIN locked l ON l.variant_id = h.variant_id
    WHERE s.variant_id = h.variant_id
      AND EXISTS (SELECT FROM stock_movements m WHERE m.order_id = $1 AND m.variant_id = s.variant_id AND m.reason = 'sale')
    RETURNING s.variant_id, h.quantity
  )
  INSERT INTO stock_movements (variant_id, delta, reason, order_id, actor)
  SELECT variant_id, quantity, 'cancellation', $1, $2 FROM returned`);

const standing = positional<{ standing: boolean }>(
  "SELECT EXISTS (SELECT FROM stock_reservations WHERE order_id = $1 AND status IN ('live', 'claimed')) AS standing",
);
const linesOf = positional<StockLine>(
  `SELECT variant_id AS "variantId", quantity FROM order_items WHERE order_id = $1 ORDER BY variant_id`,
);

/** Records holds for lines that reserveStock() has just reserved. */
export async function recordHolds(orderId: string, lines: StockLine[], expiresAt: Date): Promise<void> {
  const variantIds = lines.map(({ variantId }) => variantId);
  const quantities = lines.map(({ quantity }) => quantity);
  await insertHolds([orderId, variantIds, quantities, expiresAt]);
}

/** Sells what is held: it leaves the shelf and the ledger says so. */
export async function claimHolds(orderId: string): Promise<void> {
  await claim([orderId]);
}

/** Lets go of what is held but not sold. */
export async function releaseHolds(orderId: string): Promise<void> {
  await release([orderId]);
}

/** Puts a cancelled order's goods back: unsold holds are released, sold ones return to the shelf, each once. */
export async function returnStock(orderId: string, actor: string): Promise<void> {
  await release([orderId]);
  await giveBack([orderId, actor]);
}

/**
 * Makes sure that an order whose holds were released (a failed or late payment) holds its stock again.
 * @throws OutOfStock when others have bought it meanwhile
 */
export async function ensureHolds(orderId: string, expiresAt: Date): Promise<void> {
  const [found] = await standing([orderId]);
  if (found?.standing) return;
  const lines = await linesOf([orderId]);
  await reserveStock(lines);
  await recordHolds(orderId, lines, expiresAt);
}
