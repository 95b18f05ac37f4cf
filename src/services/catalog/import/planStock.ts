import type { ImportedVariant } from "../../../importers/shopify/importedProduct.js";
import type { Field, ProductItem } from "./plan.js";
import type { ShopStock } from "./shopState.js";

type StockChange = { tracked: boolean; backorder: boolean; delta: number };

/**
 * What becomes of a variant's stock: the file's quantity is what is on hand now, so the ledger gets the difference.
 * @param options.keepStock what is on hand stays as it is, whatever the file says
 * @returns null for no change; a reason where pieces that are promised to orders would no longer be there
 */
export function planStock(
  { columns }: ProductItem,
  variant: ImportedVariant,
  held: ShopStock,
  { keepStock }: { keepStock: boolean },
): StockChange | { reason: string; field?: Field; value?: string } | null {
  const tracked = columns.has("tracker") ? variant.tracked : held.tracked;
  const backorder = columns.has("policy") ? variant.backorder : held.backorder;
  const onHand = keepStock ? held.onHand : (variant.quantity ?? held.onHand);
  const delta = onHand - held.onHand;
  if (delta === 0 && tracked === held.tracked && backorder === held.backorder) return null;
  if (tracked && !backorder && onHand < held.reserved) {
    const told = keepStock || variant.quantity === null ? {} : { value: String(variant.quantity) };
    return { reason: `${held.reserved} pieces are promised to orders`, field: "quantity", ...told };
  }
  if (tracked && !backorder && onHand < 0) {
    return {
      reason: `${-onHand} pieces are sold beyond the stock, so it must go on selling`,
      field: "policy",
    };
  }
  return { tracked, backorder, delta };
}

/** A blank tracker says "not counted"; a file without that column which gives quantities wants them counted. */
export function openingStock({ columns }: ProductItem, { tracked, quantity, backorder }: ImportedVariant) {
  return {
    tracked: columns.has("tracker") ? tracked : quantity !== null,
    backorder,
    onHand: quantity ?? 0,
  };
}
