import { OutOfStock } from "../../errors/inventory.js";
import { ValidationFailed } from "../../errors/system.js";
import type { StockItem } from "../../models/inventory/StockItem.js";
import { assertFresh } from "../system/preconditions.js";

/** The maximum of the integer column is 2,147,483,647. */
const MAX_ON_HAND = 2_000_000_000;

/** Pieces to add (negative: to remove), or the number of pieces that was counted. */
export type Adjustment = { delta: number } | { onHand: number };

/**
 * The pieces that an adjustment adds to a locked stock (negative: removes from it).
 * @param ifMatch the version that the client expects; null for any
 * @throws StaleVersion
 * @throws OutOfStock with `available` when less than the reserved stock would be left
 * @throws ValidationFailed when more than MAX_ON_HAND would be in stock
 */
export function planAdjustment(stock: StockItem, adjustment: Adjustment, ifMatch: string | null): number {
  assertFresh(ifMatch, String(stock.version));
  const delta = "delta" in adjustment ? adjustment.delta : adjustment.onHand - stock.onHand;
  const onHand = stock.onHand + delta;
  if (Math.abs(onHand) > MAX_ON_HAND) {
    const message = `would raise the stock above ${MAX_ON_HAND}`;
    throw new ValidationFailed({ errors: [{ path: "delta", code: "too_big", message }] });
  }
  if (delta !== 0 && stock.isLimited && onHand < stock.reserved)
    throw new OutOfStock({ available: stock.available });
  return delta;
}
