import { AppError } from "../../errors/defineError.js";
import { NotFound, ValidationFailed } from "../../errors/system.js";
import { ProductVariant } from "../../models/catalog/ProductVariant.js";
import { changeStock, type StockChange } from "../../models/inventory/changeStock.js";
import { StockItem } from "../../models/inventory/StockItem.js";
import { type Adjustment, planAdjustment } from "./planAdjustment.js";

/** One change of a batch; `note` is stored with the movement. */
export type BulkAdjustment = {
  variant: { id: string } | { sku: string };
  adjustment: Adjustment;
  note: string | null;
  /** The version that the client expects; null for any. */
  ifMatch: string | null;
};
/** What became of one change: the pieces before and after, or the error for which nothing changed. */
export type StockResult = {
  variantId: string | null;
  before: number | null;
  after: number | null;
  error: AppError | null;
};

/**
 * Changes the stocks of many variants in the same number of statements for any number of changes. A change that fails
 * leaves the others unaffected.
 * @returns one result per change, in their order; its error is NotFound, StaleVersion, OutOfStock or ValidationFailed
 */
export async function adjustStocks(changes: BulkAdjustment[], actor: string): Promise<StockResult[]> {
  const skus = changes.flatMap(({ variant }) => ("sku" in variant ? [variant.sku] : []));
  const bySku = await ProductVariant.idsBySku(skus);
  const ids = changes.map(({ variant }) => ("id" in variant ? variant.id : (bySku.get(variant.sku) ?? null)));
  const stocks = await StockItem.lockAllLive(ids.filter((id) => id !== null));
  const rows: StockChange[] = [];
  const results = changes.map((change, index): StockResult => {
    const variantId = ids[index] ?? null;
    try {
      if (variantId && ids.indexOf(variantId) < index) throw repeated(index);
      const stock = variantId ? stocks.get(variantId) : undefined;
      if (!variantId || !stock) throw new NotFound();
      const { tracked, backorder, onHand } = stock;
      const delta = planAdjustment(stock, change.adjustment, change.ifMatch);
      if (delta !== 0) rows.push({ variantId, tracked, backorder, delta, note: change.note });
      return { variantId, before: onHand, after: onHand + delta, error: null };
    } catch (error) {
      // Planning changes nothing, so the other changes can go on.
      if (error instanceof AppError) return { variantId, before: null, after: null, error };
      throw error;
    }
  });
  await changeStock(rows, { reason: "adjustment", actor });
  return results;
}

/** Two changes of one variant have no order, so the second is rejected. */
const repeated = (index: number): AppError =>
  new ValidationFailed({
    errors: [
      {
        path: `items.${index}`,
        code: "duplicate",
        message: "the batch has a change of this variant already",
      },
    ],
  });
