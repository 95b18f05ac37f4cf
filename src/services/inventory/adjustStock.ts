import { positional } from "../../database/statement.js";
import { OutOfStock } from "../../errors/inventory.js";
import { NotFound, ValidationFailed } from "../../errors/system.js";
import { newId } from "../../lib/ids.js";

export type LockedStock = {
  variantId: string;
  tracked: boolean;
  backorder: boolean;
  onHand: number;
  reserved: number;
  version: number;
};
/** Who did it (`admin:<id>`) and what they say about it. */
export type Adjustment = { actor: string; note?: string | null };

const lock = positional<LockedStock>(
  `SELECT s.variant_id AS "variantId", s.tracked, s.backorder, s.on_hand AS "onHand", s.reserved, s.version
   FROM stock_items s JOIN product_variants v ON v.id = s.variant_id
   WHERE s.variant_id = $1 AND v.deleted_at IS NULL FOR UPDATE OF s`,
);
/** The condition repeats what was checked: no order of events may promise more than there is. */
const change = positional<{ changed: boolean }>(
  `WITH changed AS (
     UPDATE stock_items SET on_hand = on_hand + $2
     WHERE variant_id = $1 AND (on_hand + $2 >= reserved OR backorder OR NOT tracked)
     RETURNING variant_id
   )
   INSERT INTO stock_movements (id, variant_id, delta, reason, actor, note)
   SELECT $3::uuid, variant_id, $2, 'adjustment', $4, $5 FROM changed
   RETURNING true AS changed`,
);

const MAX_ON_HAND = 2_000_000_000;

/**
 * The stock of a live variant, locked until the transaction ends.
 * @throws NotFound
 */
export async function lockStock(variantId: string): Promise<LockedStock> {
  const [stock] = await lock([variantId]);
  if (!stock) throw new NotFound();
  return stock;
}

/**
 * Adds pieces to locked stock, or takes some away, and writes it into the ledger.
 * @throws OutOfStock with `available` when that would leave less than orders were promised
 */
export async function adjustStock(stock: LockedStock, delta: number, by: Adjustment): Promise<void> {
  if (delta === 0) return;
  const { variantId, onHand, reserved } = stock;
  if (Math.abs(onHand + delta) > MAX_ON_HAND) {
    const message = `would put the stock beyond ${MAX_ON_HAND}`;
    throw new ValidationFailed({ errors: [{ path: "delta", code: "too_big", message }] });
  }
  const [moved] = await change([variantId, delta, newId(), by.actor, by.note ?? null]);
  if (!moved) throw new OutOfStock({ available: Math.max(0, onHand - reserved) });
}

/**
 * Sets locked stock to what was counted on the shelf.
 * @throws OutOfStock with `available`
 */
export const setStock = (stock: LockedStock, onHand: number, by: Adjustment): Promise<void> =>
  adjustStock(stock, onHand - stock.onHand, by);
