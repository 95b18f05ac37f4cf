import { isDeepStrictEqual } from "node:util";
import { config } from "../../../config.js";
import { type FieldError } from "../../../errors/defineError.js";
import { ValidationFailed } from "../../../errors/system.js";
import type { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { type NewVariant, variantTitle } from "../products/newProduct.js";
import { type FieldPath, inVariants } from "../products/options.js";
import type { VariantChange } from "../products/productChanges.js";

/** A variant as it will be: a live one with its changes, or a new one. */
export type PlannedVariant = NewVariant & { before: ProductVariant | null };

/**
 * Matches what is wanted with what is there: by id, else by SKU, else by the same options.
 * @param imageUrls the URL of each image id, for variants that keep their picture
 * @throws ValidationFailed for an id that is not a variant of this product, for a new one without a price, and for one
 *   that is priced in another currency than the shop's and gets no price
 */
export function planVariants(
  current: ProductVariant[],
  changes: VariantChange[],
  imageUrls: Map<string, string>,
  pathOf: FieldPath = inVariants,
): PlannedVariant[] {
  const errors: FieldError[] = [];
  const free = new Set(current);
  const take = (test: (variant: ProductVariant) => boolean): ProductVariant | null => {
    const found = [...free].find(test) ?? null;
    if (found) free.delete(found);
    return found;
  };
  // All ids first: another entry's SKU must not take a variant that a later one names by id.
  const matched = changes.map(({ id }) => (id === undefined ? null : take((variant) => variant.id === id)));
  const bySku = changes.map(
    ({ id, sku }, at) => matched[at] ?? (id === undefined && sku ? take((v) => v.sku === sku) : null),
  );
  const planned = changes.map((change, at) => {
    const before =
      bySku[at] ??
      (change.id === undefined && !change.sku
        ? take(({ options }) => isDeepStrictEqual(options, change.options ?? {}))
        : null);
    const fault = (field: string, code: string, message: string) =>
      errors.push({ path: pathOf(at, field), code, message });
    if (!before && change.id !== undefined) fault("id", "unknown", "is not a variant of this product");
    if (!before && change.priceAmount === undefined)
      fault("price", "required", "A new variant needs a price.");
    if (before && change.onHand !== undefined)
      fault("onHand", "not_changeable", "Stock of a variant that exists changes by adjustments.");
    if (before && isForeign(before) && change.priceAmount === undefined)
      fault("price", "required", `The price is in ${before.currency}; give it in ${config.currency}.`);
    const variant = merge(before, change, imageUrls);
    if (variant.compareAtAmount !== null && variant.compareAtAmount <= variant.priceAmount)
      fault("compareAtPrice", "too_small", "must be above the price");
    return variant;
  });
  if (errors.length > 0) throw new ValidationFailed({ errors: errors.slice(0, 100) });
  return planned;
}

/** An amount is never relabelled: a price in another currency than the shop's is replaced, or stays. */
const isForeign = ({ currency }: ProductVariant): boolean => currency !== config.currency;

/** A title that was made of the options follows them; one that was given stays. */
function merge(
  before: ProductVariant | null,
  { id: _, ...change }: VariantChange,
  imageUrls: Map<string, string>,
): PlannedVariant {
  const ownTitle = before && before.title !== variantTitle(before.options) ? before.title : null;
  return {
    sku: before?.sku ?? null,
    title: ownTitle,
    options: before?.options ?? {},
    priceAmount: before?.priceAmount ?? 0,
    compareAtAmount: before && !isForeign(before) ? before.compareAtAmount : null,
    barcode: before?.barcode ?? null,
    weightGrams: before?.weightGrams ?? null,
    imageUrl: (before?.imageId && imageUrls.get(before.imageId)) || null,
    tracked: before?.stock?.tracked ?? true,
    backorder: before?.stock?.backorder ?? false,
    onHand: 0,
    ...definedOf(change),
    before,
  };
}

const definedOf = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
