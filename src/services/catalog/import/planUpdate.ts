import { isDeepStrictEqual } from "node:util";
import type { ImportedVariant } from "../../../importers/shopify/importedProduct.js";
import { deriveOptions } from "../products/options.js";
import { combination, matchVariants } from "./matchVariants.js";
import { type Field, type ProductItem, type ProductPlan, type ProductChanges, refusal } from "./plan.js";
import { planImages } from "./planImages.js";
import { openingStock, planStock } from "./planStock.js";
import { newId } from "../../../lib/ids.js";
import type { ProductRow, ShopProduct, ShopVariant, VariantRow } from "./shopState.js";

type Context = {
  file: string;
  currency: string;
  keepStock: boolean;
  category: string | null;
  /** The file's variants whose SKU is another product's; `refused` has them already. */
  foreign: Set<ImportedVariant>;
  refused: ProductPlan["refused"];
};

/** What changes in a product that the shop has. A column that the file lacks leaves its field as it is. */
export function planUpdate(item: ProductItem, shop: ShopProduct, context: Context): ProductPlan {
  const { refused } = context;
  const { images, idOf } = planImages(item, shop);
  const { matches, left } = matchVariants(item.product.variants, shop.variants);
  // Without all of the product's options a variant can be neither shown nor chosen. Others that the file does not
  // name stay, as in Shopify's own import: a file with one row per changed price must not empty the shop.
  const fits = ({ options }: ShopVariant) =>
    item.product.options.length === Object.keys(options).length &&
    item.product.options.every(({ name }) => Object.hasOwn(options, name));
  const staying = left.filter(fits);
  const retired = left.filter((variant) => !fits(variant)).map(({ id }) => id);
  const bad = findBadRows(item, matches, staying, context);

  const variants: ProductChanges["variants"] = { added: [], changed: [], rekeyed: [], retired };
  const stock: ProductChanges["stock"] = [];
  const opened: ProductChanges["opened"] = [];
  let unchanged = 0;
  let last = Math.max(-1, ...shop.variants.map(({ position }) => position));
  // A file with all variants says their order; one with some of them says nothing about the rest.
  const isComplete = staying.length === 0;
  const final: { options: Record<string, string> }[] = [];
  item.product.variants.forEach((variant, index) => {
    const match = matches.get(variant);
    if (bad.has(variant)) {
      if (match) final.push(match);
      return;
    }
    const imageId = item.columns.has("variantImage")
      ? idOf(variant.imageUrl)
      : keptImage(match, images.removed);
    const position = isComplete ? index : (match?.position ?? ++last);
    const row = variantRow(item, variant, match, { currency: context.currency, imageId, position });
    final.push(row);
    if (!match) {
      variants.added.push({ ...row, ...openingStock(item, variant) });
      return;
    }
    const { stock: held } = match;
    const isSame = FIELDS.every((field) => isDeepStrictEqual(row[field], match[field]));
    if (!isSame) variants.changed.push(row);
    if (row.sku !== match.sku || combination(row.options) !== combination(match.options)) {
      variants.rekeyed.push(row.id);
    }
    const change = held && planStock(item, variant, held, context);
    if (change && "delta" in change) stock.push({ variantId: match.id, ...change });
    if (held === null) opened.push({ variantId: match.id, ...openingStock(item, variant) });
    if (isSame && held !== null && change === null) unchanged += 1;
  });

  const row = productRow(item, shop, [...final, ...staying]);
  const categoryIds = categoriesOf(item, shop, context.category);
  const changes: ProductChanges = { id: shop.id, row, categoryIds, images, variants, stock, opened };
  const lists = [stock, opened, ...Object.values(images), ...Object.values(variants)];
  const isUnchanged = row === null && categoryIds === null && lists.every((list) => list.length === 0);
  const rest = { item, refused, variants: { unchanged } };
  return isUnchanged ? { action: "unchanged", ...rest } : { action: "update", changes, ...rest };
}

/** The file's variants that cannot be written, noted in `refused`. */
function findBadRows(
  item: ProductItem,
  matches: Map<ImportedVariant, ShopVariant>,
  staying: ShopVariant[],
  { file, foreign, refused, keepStock }: Context,
): Set<ImportedVariant> {
  const bad = new Set(foreign);
  const refuse = (variant: ImportedVariant, cause: { field?: Field; value?: string; reason: string }) => {
    bad.add(variant);
    refused.push(refusal(item, file, { variant, ...cause }));
  };
  for (const [variant, { stock }] of matches) {
    const change = bad.has(variant) || stock === null ? null : planStock(item, variant, stock, { keepStock });
    if (change && "reason" in change) refuse(variant, change);
  }
  for (;;) {
    // What is refused keeps its options, which another row may have wanted: hence again, until nothing collides.
    const kept = [...staying, ...[...bad].flatMap((variant) => matches.get(variant) ?? [])];
    const taken = new Map(kept.map((variant) => [combination(variant.options), variant]));
    const clash = item.product.variants.find(
      (variant) => !bad.has(variant) && taken.has(combination(variant.options)),
    );
    if (!clash) return bad;
    const sku = taken.get(combination(clash.options))?.sku;
    const which = sku ? `the variant with the SKU "${sku}"` : "another variant of the product";
    refuse(clash, { reason: `${which} has the same options already` });
  }
}

const FIELDS = [
  ...(["sku", "title", "options", "barcode", "weightGrams", "imageId", "position"] as const),
  ...(["priceAmount", "compareAtAmount", "currency"] as const),
];

function variantRow(
  { columns }: ProductItem,
  variant: ImportedVariant,
  match: ShopVariant | undefined,
  settled: { currency: string; imageId: string | null; position: number },
): VariantRow {
  const given = <T>(field: Field, told: T, kept: T | undefined): T =>
    columns.has(field) || kept === undefined ? told : kept;
  const { priceAmount } = variant;
  // The price before was in the currency of its own time.
  const known = match?.currency === settled.currency ? match.compareAtAmount : null;
  const compareAt = given("compareAtPrice", variant.compareAtAmount, match && known);
  return {
    id: match?.id ?? newId(),
    sku: given("sku", variant.sku, match?.sku),
    // The file has no titles but those made of the options; one that an operator gave stays with them.
    title: match && combination(match.options) === combination(variant.options) ? match.title : variant.title,
    options: variant.options,
    priceAmount,
    compareAtAmount: compareAt !== null && compareAt > priceAmount ? compareAt : null,
    currency: settled.currency,
    barcode: given("barcode", variant.barcode, match?.barcode),
    weightGrams: given("grams", variant.weightGrams, match?.weightGrams),
    imageId: settled.imageId,
    position: settled.position,
  };
}

function keptImage(match: ShopVariant | undefined, removed: string[]): string | null {
  return match?.imageId != null && !removed.includes(match.imageId) ? match.imageId : null;
}

/** Null when it would change nothing. */
function productRow(
  { product, columns }: ProductItem,
  shop: ShopProduct,
  variants: { options: Record<string, string> }[],
): ProductRow | null {
  const { title, description, brand, status, options, tags } = shop;
  const before = { title, description, brand, status, options, tags };
  const after: ProductRow = {
    title: product.title,
    description: columns.has("description") ? product.descriptionHtml : description,
    brand: columns.has("vendor") ? product.vendor : brand,
    status: columns.has("status") || columns.has("published") ? product.status : status,
    options: deriveOptions(variants, product.options),
    tags: columns.has("tags") ? product.tags : tags,
  };
  return isDeepStrictEqual(after, before) ? null : after;
}

function categoriesOf({ columns }: ProductItem, shop: ShopProduct, category: string | null): string[] | null {
  if (!columns.has("category") && !columns.has("type")) return null;
  const after = category === null ? [] : [category];
  return isDeepStrictEqual(after, shop.categoryIds) ? null : after;
}
