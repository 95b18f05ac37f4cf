import type { ImportedVariant } from "../../../importers/shopify/importedProduct.js";
import { isUuid } from "../../../lib/text/slug.js";
import type { StaffProductRow, StaffVariantRow } from "../../../models/catalog/listing/productRows.js";
import { matchVariants } from "../products/matchVariants.js";
import { isEmpty, planProduct } from "../products/planProduct.js";
import type { ShopState } from "./loadShopState.js";
import { type Cause, type ProductItem, type ProductPlan, refusal } from "./plan.js";
import { planStock, stockFault } from "./planStock.js";
import { wantedProduct } from "./wantedProduct.js";

export type ImportContext = { file: string; keepStock: boolean };
export type Matches = Map<ImportedVariant, StaffVariantRow>;

/**
 * Plans the import of one product. Pure: takes the shop's state, returns the changes.
 * @param category the id of the category at the product's path; null for no category
 */
export function planImport(
  item: ProductItem,
  shop: ShopState,
  category: string | null,
  context: ImportContext,
): ProductPlan {
  const { handle, variants } = item.product;
  const stored = shop.bySlug.get(handle) ?? null;
  const refused: ProductPlan["refused"] = [];
  const refuse = (cause: Cause) => void refused.push(refusal(item, context.file, cause));
  if (stored === null && isUuid(handle)) {
    refuse({ field: "handle", value: handle, reason: "a handle must not be a UUID" });
    return { item, refused, action: "refuse", changes: null };
  }
  // Options first: two variants may have one SKU in the file, but never the same options.
  const { matches, left } = matchVariants(variants, stored?.variants ?? [], [["options"], ["sku"]]);
  // A variant that lacks an option of the product cannot be chosen, so it is retired. Other variants that the file does not
  // contain stay, as in Shopify's own import: a file may contain only the rows with changed prices.
  const staying = left.filter((variant) => hasOptionsOf(item, variant));
  const retired = left.filter((variant) => !staying.includes(variant));
  const bad = findBadRows(item, stored, shop.skuOwners, { matches, staying, ...context }, refuse);
  if (stored === null && bad.size === variants.length)
    return { item, refused, action: "refuse", changes: null };

  const wanted = wantedProduct(item, stored, { matches, staying, retired, bad, category, ...context });
  const changes = planProduct(stored, wanted);
  const action = stored === null ? "create" : isEmpty(changes) ? "unchanged" : "update";
  return { item, refused, action, changes };
}

const hasOptionsOf = ({ product }: ProductItem, { options }: StaffVariantRow): boolean =>
  product.options.length === Object.keys(options).length &&
  product.options.every(({ name }) => Object.hasOwn(options, name));

type Found = ImportContext & { matches: Matches; staying: StaffVariantRow[] };

/** The file's variants that cannot be written. */
function findBadRows(
  item: ProductItem,
  stored: StaffProductRow | null,
  skuOwners: ShopState["skuOwners"],
  { matches, staying, keepStock }: Found,
  note: (cause: Cause) => void,
): Set<ImportedVariant> {
  const bad = new Set<ImportedVariant>();
  const refuse = (variant: ImportedVariant, cause: Omit<Cause, "variant">) => {
    if (!bad.has(variant)) note({ variant, ...cause });
    bad.add(variant);
  };
  for (const variant of item.product.variants) {
    const value = variant.sku ?? "";
    const owner = skuOwners.get(value);
    if (owner && owner.id !== stored?.id)
      refuse(variant, { field: "sku", value, reason: `the SKU belongs to the product "${owner.slug}"` });
    const match = matches.get(variant);
    const fault =
      match && stockFault(variant, planStock(item, variant, match, { keepStock }), match, { keepStock });
    if (fault) refuse(variant, fault);
  }
  for (;;) {
    // A refused variant keeps its stored SKU, which another row may use: repeat until nothing collides.
    const kept = [...staying, ...[...bad].flatMap((variant) => matches.get(variant) ?? [])];
    const taken = new Map(kept.map((variant) => [variant.sku, variant]));
    const clash = item.product.variants.find(
      (variant) => !bad.has(variant) && variant.sku !== null && taken.has(variant.sku),
    );
    if (clash?.sku == null) return bad;
    const { title } = taken.get(clash.sku) as StaffVariantRow;
    refuse(clash, { field: "sku", value: clash.sku, reason: `the variant "${title}" has the SKU already` });
  }
}
