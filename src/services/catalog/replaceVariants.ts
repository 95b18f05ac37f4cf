import { isDeepStrictEqual } from "node:util";
import { statement } from "../../database/statement.js";
import { type FieldError, ValidationFailed } from "../../errors.js";
import type { ProductVariant } from "../../models/catalog/ProductVariant.js";
import { insertVariants, variantRow } from "./createProduct.js";
import { type NewVariant, variantTitle, type WriteContext } from "./newProduct.js";
import type { VariantChange } from "./productChanges.js";
import { removeFromCarts } from "./removeFromCarts.js";
import { setStockPolicies } from "../inventory/setStockPolicies.js";

/** A variant as it will be: a live one with its changes, or a new one. */
export type PlannedVariant = NewVariant & { before: ProductVariant | null };

const putAway = statement(
  "UPDATE product_variants SET deleted_at = now(), updated_at = now() WHERE id = ANY ($1::uuid[])",
);
const bringBack = statement(
  `UPDATE product_variants v SET
     sku = r.sku, title = r.title, options = r.options, price_amount = r."priceAmount",
     compare_at_amount = r."compareAtAmount", currency = r.currency, barcode = r.barcode,
     weight_grams = r."weightGrams", image_id = r."imageId", position = r.position,
     deleted_at = NULL, updated_at = now()
   FROM jsonb_to_recordset($1::jsonb) AS r (
     id uuid, sku text, title text, options jsonb, "priceAmount" integer, "compareAtAmount" integer,
     currency text, barcode text, "weightGrams" integer, "imageId" uuid, position integer)
   WHERE v.id = r.id`,
);

/**
 * Matches what is wanted with what is there: by id, else by SKU, else by the same options.
 * @param imageUrls the URL of each image id, for variants that keep their picture
 * @throws ValidationFailed for an id that is not a variant of this product, and for a new one without a price
 */
export function planVariants(
  current: ProductVariant[],
  changes: VariantChange[],
  imageUrls: Map<string, string>,
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
      errors.push({ path: `variants.${at}.${field}`, code, message });
    if (!before && change.id !== undefined) fault("id", "unknown", "is not a variant of this product");
    if (!before && change.priceAmount === undefined)
      fault("price", "required", "A new variant needs a price.");
    if (before && change.onHand !== undefined)
      fault("onHand", "not_changeable", "Stock of a variant that exists changes by adjustments.");
    const variant = merge(before, change, imageUrls);
    if (variant.compareAtAmount !== null && variant.compareAtAmount <= variant.priceAmount)
      fault("compareAtPrice", "too_small", "must be above the price");
    return variant;
  });
  if (errors.length > 0) throw new ValidationFailed({ errors: errors.slice(0, 100) });
  return planned;
}

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
    compareAtAmount: before?.compareAtAmount ?? null,
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

/**
 * Writes the plan: what changed is put away together with what goes, and then brought back as it will be. So two
 * variants can swap their SKUs or options, and the unique indexes judge only the outcome.
 */
export async function writeVariants(
  productId: string,
  current: ProductVariant[],
  planned: PlannedVariant[],
  imageIds: Map<string, string>,
  context: WriteContext,
): Promise<void> {
  const rows = planned.map(({ before, ...variant }, position) => ({
    before,
    row: variantRow(productId, variant, position, imageIds),
  }));
  const changed = rows.flatMap(({ before, row }) =>
    before && differs(before, row) ? [{ ...row, id: before.id }] : [],
  );
  const staying = new Set(planned.map(({ before }) => before));
  const gone = current.filter((variant) => !staying.has(variant)).map(({ id }) => id);
  if (gone.length + changed.length > 0) await putAway([[...gone, ...changed.map(({ id }) => id)]]);
  if (changed.length > 0) await bringBack([JSON.stringify(changed)]);
  const added = rows.filter(({ before }) => !before).map(({ row }) => row);
  if (added.length > 0) await insertVariants(added, context);
  await setStockPolicies(
    rows.flatMap(({ before, row: { tracked, backorder } }) =>
      before && (before.stock?.tracked !== tracked || before.stock.backorder !== backorder)
        ? [{ variantId: before.id, tracked, backorder }]
        : [],
    ),
  );
  await removeFromCarts(gone);
}

const STORED = [
  "sku",
  "title",
  "options",
  "priceAmount",
  "compareAtAmount",
  "currency",
  "barcode",
  "weightGrams",
  "imageId",
  "position",
] as const;
const differs = (before: ProductVariant, row: ReturnType<typeof variantRow>): boolean =>
  STORED.some((field) => !isDeepStrictEqual(before[field], row[field]));
