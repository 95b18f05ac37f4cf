import { changeStock } from "../../models/inventory/changeStock.js";
import { StockItem } from "../../models/inventory/StockItem.js";
import { findStock, type StockRow } from "../../models/inventory/stockList.js";
import { type Adjustment, planAdjustment } from "./planAdjustment.js";

/** `actor` is `admin:<id>` or `api_key:<id>`; `note` is stored with the movement. */
export type AdjustedBy = { actor: string; note?: string | null; ifMatch: string | null };

/**
 * Changes the stock of a variant and writes the movement.
 * @throws NotFound, StaleVersion
 * @throws OutOfStock, ValidationFailed as planAdjustment()
 */
export async function adjustStock(
  variantId: string,
  adjustment: Adjustment,
  { actor, note = null, ifMatch }: AdjustedBy,
): Promise<{ stock: StockRow; before: { onHand: number } }> {
  const stock = await StockItem.lockLive(variantId);
  const { tracked, backorder, onHand } = stock;
  const delta = planAdjustment(stock, adjustment, ifMatch);
  if (delta !== 0) {
    await changeStock([{ variantId, tracked, backorder, delta, note }], { reason: "adjustment", actor });
  }
  return { stock: await findStock(variantId), before: { onHand } };
}
