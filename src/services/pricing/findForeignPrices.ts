import { config } from "../../config.js";
import { positional } from "../../database/statement.js";

/** What is priced in one other currency than the shop's: how many, and the names of the first few. */
export type ForeignPrices = {
  kind: "variants" | "shipping options";
  currency: string;
  count: number;
  names: string[];
};

const find = positional<ForeignPrices>(`
  SELECT 'variants' AS kind, v.currency, count(*)::int AS count,
    (array_agg(p.slug || coalesce(' ' || v.sku, '') ORDER BY p.slug, v.position, v.id))[1:3] AS names
  FROM product_variants v JOIN products p ON p.id = v.product_id
  WHERE v.deleted_at IS NULL AND p.deleted_at IS NULL AND v.currency <> $1 GROUP BY v.currency
  UNION ALL
  SELECT 'shipping options', currency, count(*)::int, (array_agg(name ORDER BY position, id))[1:3]
  FROM shipping_options WHERE currency <> $1 GROUP BY currency
  ORDER BY kind DESC, currency`);

/** The live variants and the shipping options that are priced in another currency than CURRENCY. */
export const findForeignPrices = (): Promise<ForeignPrices[]> => find([config.currency]);
