import { canonicalJson } from "../../../lib/text/canonicalJson.js";
import type { StaffVariantRow } from "../../../models/catalog/listing/productRows.js";

type Key = "id" | "sku" | "options";
const KEYS: Record<Key, (variant: StaffVariantRow) => string | null> = {
  id: ({ id }) => id,
  sku: ({ sku }) => sku,
  options: ({ options }) => canonicalJson(options),
};
type Identity = { id?: string; sku?: string | null; options?: Record<string, string> | undefined };

/**
 * Matches wanted variants with stored ones. Each key is tried for all variants before the next key: a stored variant that
 * matched by an earlier key is no longer free.
 * @param keys the keys to match by, strongest first
 */
export function matchVariants<Wanted extends Identity>(
  wanted: Wanted[],
  stored: StaffVariantRow[],
  keys: [key: Key, applies?: (variant: Wanted) => boolean][],
): { matches: Map<Wanted, StaffVariantRow>; left: StaffVariantRow[] } {
  const left = new Set(stored);
  const matches = new Map<Wanted, StaffVariantRow>();
  for (const [key, applies = () => true] of keys) {
    const byKey = new Map(stored.map((variant) => [KEYS[key](variant), variant]));
    for (const variant of wanted) {
      if (matches.has(variant) || !applies(variant)) continue;
      const value = key === "options" ? canonicalJson(variant.options ?? {}) : variant[key];
      const match = value == null ? undefined : byKey.get(value);
      if (match && left.delete(match)) matches.set(variant, match);
    }
  }
  return { matches, left: [...left] };
}
