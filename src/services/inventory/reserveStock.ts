import { statement } from "../../database/statement.js";
import { OutOfStock } from "../../errors.js";

/** Pieces wanted of a variant. */
export type StockLine = { variantId: string; quantity: number };

/**
 * Locks the rows in id order (baskets that meet in two variants never wait for each other in a circle), then raises
 * `reserved` where there is enough. $1 variants, $2 pieces; answers the variants that were served.
 */
const reserve = statement<{ variantId: string }>(`
  WITH wanted AS (SELECT * FROM unnest($1::uuid[], $2::int[]) AS w (variant_id, quantity)),
  locked AS (
    SELECT s.variant_id, w.quantity FROM stock_items s JOIN wanted w ON w.variant_id = s.variant_id
    ORDER BY s.variant_id FOR UPDATE OF s
  )
  UPDATE stock_items s SET reserved = s.reserved + l.quantity
  FROM locked l
  WHERE s.variant_id = l.variant_id AND (NOT s.tracked OR s.backorder OR s.on_hand - s.reserved >= l.quantity)
  RETURNING s.variant_id AS "variantId"`);

const availability = statement<{ variantId: string; available: number }>(`
  SELECT variant_id AS "variantId", greatest(on_hand - reserved, 0) AS available
  FROM stock_items WHERE variant_id = ANY ($1::uuid[])`);

/**
 * Promises stock to an order by conditional UPDATE: of 1,000 buyers of 200 pieces exactly 200 succeed
 * (bench/hotProduct.ts). All lines or none: the caller's transaction rolls back.
 * @param lines one per variant
 * @throws OutOfStock with `available` of the first short variant and all of them in `items`
 */
export async function reserveStock(lines: StockLine[]): Promise<void> {
  const served = await reserve([
    lines.map(({ variantId }) => variantId),
    lines.map(({ quantity }) => quantity),
  ]);
  if (served.length === lines.length) return;
  const short = lines.filter((line) => !served.some(({ variantId }) => variantId === line.variantId));
  const left = await availability([short.map(({ variantId }) => variantId)]);
  const items = short.map(({ variantId, quantity }) => {
    const available = left.find((row) => row.variantId === variantId)?.available ?? 0;
    return { variantId, available, requested: quantity };
  });
  throw new OutOfStock({ available: items[0]?.available, variantId: items[0]?.variantId, items });
}
