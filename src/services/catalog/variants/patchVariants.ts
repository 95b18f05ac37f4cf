import { config } from "../../../config.js";
import { TooManyVariants, VariantRequired } from "../../../errors/catalog.js";
import { type FieldError } from "../../../errors/defineError.js";
import { ValidationFailed } from "../../../errors/system.js";
import type { ProductOption } from "../../../models/catalog/Product.js";
import { NEW_VARIANT } from "../../../models/catalog/productFields.js";
import type { StaffProductRow, StaffVariantRow } from "../../../models/catalog/listing/productRows.js";
import { MAX_VARIANTS } from "../../../models/catalog/vocabulary.js";
import { definedOf } from "../../../lib/definedOf.js";
import { matchVariants } from "../products/matchVariants.js";
import { variantTitle } from "../products/newProduct.js";
import { assertOptionsFit, deriveOptions, type FieldPath, inVariants } from "../products/options.js";
import type { ProductPatch, VariantPatch } from "../products/productPatch.js";
import type { WantedVariant } from "../products/wantedProduct.js";

type Patch = Pick<ProductPatch, "variants" | "variant" | "options" | "images">;
type Patched = { variants: WantedVariant[]; retired: string[]; options: ProductOption[] };

/** The error paths for a single variant, whose fields are at the top level of the body. */
export const atTop: FieldPath = (_at, field) => field;

/**
 * The variants and options of a product after a change by the admin API.
 * @throws ValidationFailed for an id that is not a variant of this product, for a new variant without a price, and for a
 *   variant with a price in another currency than the shop's and no new price; VariantRequired, TooManyVariants
 */
export function patchVariants(
  stored: StaffProductRow,
  { variants, variant, options, images }: Patch,
  pathOf: FieldPath = variants ? inVariants : atTop,
): Patched {
  if (variant && stored.variants.length !== 1) throw new VariantRequired();
  const changes: VariantPatch[] = variants ?? stored.variants.map(({ id }) => ({ ...variant, id }));
  if (changes.length > MAX_VARIANTS) throw new TooManyVariants();
  const { matches, left } = matchVariants(changes, stored.variants, [
    ["id"],
    ["sku", ({ id }) => id === undefined],
    ["options", ({ id, sku }) => id === undefined && !sku],
  ]);
  const wanted = changes.map((change, position) => merge(matches.get(change) ?? null, change, position));
  assertChangesFit(changes, wanted, pathOf);
  // An image removed from the product is also removed from its variants, unless the same change sets it.
  const lost = (url: string | null) => images !== undefined && !images.some((image) => image.url === url);
  const kept = wanted.map((row, at) =>
    changes[at]?.imageUrl === undefined && lost(row.imageUrl) ? { ...row, imageUrl: null } : row,
  );
  // Options keep their unused values while no variant changes its options.
  const settled = (variants ?? variant?.options) ? deriveOptions(kept, stored.options) : stored.options;
  const fitting = options ?? settled;
  assertOptionsFit(kept, fitting, pathOf);
  return { variants: kept, retired: left.map(({ id }) => id), options: fitting };
}

/** An amount never changes its currency: a price in another currency is replaced or kept. */
const isForeign = ({ currency }: StaffVariantRow): boolean => currency !== config.currency;

/** A title derived from the options changes with them; any other title stays. */
function merge(
  before: StaffVariantRow | null,
  { id: _, ...change }: VariantPatch,
  position: number,
): WantedVariant {
  const kept = before && {
    ...before,
    title: before.title === variantTitle(before.options) ? null : before.title,
    compareAtAmount: isForeign(before) ? null : before.compareAtAmount,
    imageUrl: before.image?.url ?? null,
  };
  const onHand = before?.onHand ?? change.onHand ?? 0;
  return { ...NEW_VARIANT, priceAmount: 0, ...kept, ...definedOf(change), onHand, before, position };
}

function assertChangesFit(changes: VariantPatch[], wanted: WantedVariant[], pathOf: FieldPath): void {
  const errors: FieldError[] = [];
  for (const [at, { before, priceAmount, compareAtAmount }] of wanted.entries()) {
    const change = changes[at] ?? {};
    const fault = (field: string, code: string, message: string) =>
      errors.push({ path: pathOf(at, field), code, message });
    const lacksPrice = change.priceAmount === undefined;
    if (!before && change.id !== undefined) fault("id", "unknown", "is not a variant of this product");
    if (!before && lacksPrice) fault("price", "required", "A new variant needs a price.");
    if (before && change.onHand !== undefined)
      fault("onHand", "not_changeable", "Use adjustments to change the stock of an existing variant.");
    if (before && isForeign(before) && lacksPrice)
      fault("price", "required", `The price is in ${before.currency}; send it in ${config.currency}.`);
    if (compareAtAmount !== null && compareAtAmount <= priceAmount)
      fault("compareAtPrice", "too_small", "must be above the price");
  }
  if (errors.length > 0) throw new ValidationFailed({ errors: errors.slice(0, 100) });
}
