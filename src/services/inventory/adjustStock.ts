import { OutOfStock } from "../../errors/inventory.js";
import { ValidationFailed } from "../../errors/system.js";
import { newId } from "../../lib/ids.js";
import { assertFresh } from "../system/preconditions.js";
import { changeOnHand } from "../../models/inventory/changeOnHand.js";
import { StockItem } from "../../models/inventory/StockItem.js";
import { findStock, type StockRow } from "../../models/inventory/stockList.js";

/** The maximum of the integer column is 2,147,483,647. */
const MAX_ON_HAND = 2_000_000_000;

/** Pieces to add (negative: to remove), or the number of pieces that was counted. */
export type Adjustment = { delta: number } | { onHand: number };

/** `actor` is `admin:<id>` or `api_key:<id>`; `note` is kept in the ledger. */
export type AdjustedBy = { actor: string; note?: string | null; ifMatch: string | null };

/**
 * Changes the stock of a variant and writes the movement.
 * @throws NotFound, StaleVersion
 * @throws OutOfStock with `available` when less than the reserved stock would be left
 * @throws ValidationFailed when more than MAX_ON_HAND would be in stock
 */
export async function adjustStock(
  variantId: string,
  adjustment: Adjustment,
  { actor, note = null, ifMatch }: AdjustedBy,
): Promise<{ stock: StockRow; before: { onHand: number } }> {
  const stock = await StockItem.lockLive(variantId);
  assertFresh(ifMatch, String(stock.version));
  const delta = "delta" in adjustment ? adjustment.delta : adjustment.onHand - stock.onHand;
  assertWithinBounds(stock.onHand + delta);
  if (delta !== 0) {
    const [changed] = await changeOnHand({ id: newId(), variantId, delta, actor, note });
    if (!changed) throw new OutOfStock({ available: stock.available });
  }
  return { stock: await findStock(variantId), before: { onHand: stock.onHand } };
}

function assertWithinBounds(onHand: number): void {
  if (Math.abs(onHand) <= MAX_ON_HAND) return;
  const message = `would raise the stock above ${MAX_ON_HAND}`;
  throw new ValidationFailed({ errors: [{ path: "delta", code: "too_big", message }] });
}
