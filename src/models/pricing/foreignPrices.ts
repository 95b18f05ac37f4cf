import { statement } from "../../database/statement.js";

/** The prices in one currency that is not the shop's: their number, and the names of the first three. */
export type ForeignPrices = {
  kind: "variants" | "shipping options";
  currency: string;
  count: number;
  names: string[];
};

/**
 * The live variants and the shipping options whose currency is not the shop's, per kind and currency. Hand-written, because
 * the ORM has no aggregate of the first rows of a group.
 */
export const findForeignPrices = statement<ForeignPrices, { currency: string }>(`
  SELECT 'variants' AS kind, v.currency, count(*)::int AS count,
    (array_agg(p.slug || coalesce(' ' || v.sku, '') ORDER BY p.slug, v.position, v.id))[1:3] AS names
  FROM product_variants v JOIN products p ON p.id = v.product_id
  WHERE v.deleted_at IS NULL AND p.deleted_at IS NULL AND v.currency <> :currency GROUP BY v.currency
  UNION ALL
  SELECT 'shipping options', currency, count(*)::int, (array_agg(name ORDER BY position, id))[1:3]
  FROM shipping_options WHERE currency <> :currency GROUP BY currency
  ORDER BY kind DESC, currency`);
