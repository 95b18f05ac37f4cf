import type { ImportedVariant } from "../../../importers/shopify/importedProduct.js";
import type { ShopVariant } from "./shopState.js";

/** The same text for the same options, in whatever order they stand. */
export const combination = (options: Record<string, string>): string =>
  JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Which of the shop's variants each of the file's is: by SKU first, else by option values.
 * @returns the pairs (no second: a new variant), and the shop's variants that the file does not name
 */
export function matchVariants(theirs: ImportedVariant[], ours: ShopVariant[]) {
  const left = new Set(ours);
  const matches = new Map<ImportedVariant, ShopVariant>();
  const take = (variant: ImportedVariant, match: ShopVariant | undefined): void => {
    if (match === undefined || !left.delete(match)) return;
    matches.set(variant, match);
  };
  const bySku = new Map(ours.flatMap((variant) => (variant.sku === null ? [] : [[variant.sku, variant]])));
  for (const variant of theirs) if (variant.sku !== null) take(variant, bySku.get(variant.sku));

  const byOptions = new Map(ours.map((variant) => [combination(variant.options), variant]));
  for (const variant of theirs) {
    if (!matches.has(variant)) take(variant, byOptions.get(combination(variant.options)));
  }
  return { matches, left: [...left] };
}
