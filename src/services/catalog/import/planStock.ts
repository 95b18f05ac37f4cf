import type { ImportedVariant } from "../../../importers/shopify/importedProduct.js";
import type { StaffVariantRow } from "../../../models/catalog/listing/productRows.js";
import type { StockPolicy } from "../products/newProduct.js";
import type { Cause, ProductItem } from "./plan.js";

type Stock = StockPolicy & { onHand: number };

/**
 * The stock of a variant after the import: the quantity of the file is what is on hand now.
 * @param held the stored variant; undefined for a new one
 * @param options.keepStock what is on hand stays as it is, whatever the file says
 */
export function planStock(
  { columns }: ProductItem,
  { tracked, backorder, quantity }: ImportedVariant,
  held: Stock | undefined,
  { keepStock }: { keepStock: boolean },
): Stock {
  if (held === undefined) {
    // A blank tracker means "not counted"; a file without that column which gives quantities wants them counted.
    return {
      tracked: columns.has("tracker") ? tracked : quantity !== null,
      backorder,
      onHand: quantity ?? 0,
    };
  }
  return {
    tracked: columns.has("tracker") ? tracked : held.tracked,
    backorder: columns.has("policy") ? backorder : held.backorder,
    onHand: keepStock ? held.onHand : (quantity ?? held.onHand),
  };
}

/** Why a stored variant cannot get this stock: pieces that are reserved for orders would no longer be there. */
export function stockFault(
  { quantity }: ImportedVariant,
  { tracked, backorder, onHand }: Stock,
  held: StaffVariantRow,
  { keepStock }: { keepStock: boolean },
): Omit<Cause, "variant"> | null {
  const isSame = onHand === held.onHand && tracked === held.tracked && backorder === held.backorder;
  if (isSame || !tracked || backorder) return null;
  if (onHand < held.reserved) {
    const value = keepStock || quantity === null ? {} : { value: String(quantity) };
    return { reason: `${held.reserved} pieces are promised to orders`, field: "quantity", ...value };
  }
  if (onHand >= 0) return null;
  return {
    reason: `${-onHand} pieces are sold beyond the stock, so it must go on selling`,
    field: "policy",
  };
}
