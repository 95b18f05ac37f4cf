import { dynamicStatement, statement } from "../../../database/statement.js";
import { RELATED_LIMIT } from "../../../lib/paging.js";
import { isUuid } from "../../../lib/text/slug.js";
import {
  decodeProduct,
  type EncodedRow,
  ON_SALE,
  OWN_COLUMNS,
  partColumns,
  partJoins,
  type ProductRow,
} from "./productRows.js";

const parts = { variants: false };

/** The number of products compared per category and per tag, so that large categories stay fast. */
const CANDIDATES = 60;

// The limit is a literal: for a parameter, the planner assumes a tenth of the rows.
const textOf = (key: "id" | "slug", limit: number): string =>
  `
    WITH self AS MATERIALIZED (
      SELECT p.id, p.tags, ARRAY(SELECT pc.category_id FROM product_categories pc WHERE pc.product_id = p.id) AS categories
      FROM products p WHERE p.${key} = :key AND ${ON_SALE}
    ), candidates AS (
      SELECT near.id FROM self CROSS JOIN unnest(self.categories) AS category CROSS JOIN LATERAL (
        SELECT p.id FROM product_categories pc JOIN products p ON p.id = pc.product_id
        WHERE pc.category_id = category AND ${ON_SALE} ORDER BY pc.product_id DESC LIMIT ${CANDIDATES}) near
      UNION
      SELECT near.id FROM self CROSS JOIN unnest(self.tags) AS tag CROSS JOIN LATERAL (
        SELECT p.id FROM products p WHERE p.tags @> ARRAY[tag] AND ${ON_SALE} LIMIT ${CANDIDATES}) near
    ), best AS (
      SELECT p.*,
        (SELECT count(*) FROM product_categories pc WHERE pc.product_id = p.id AND pc.category_id = ANY (self.categories))
        + (SELECT count(*) FROM unnest(p.tags) AS tag WHERE tag = ANY (self.tags)) AS points
      FROM self CROSS JOIN candidates c JOIN products p ON p.id = c.id
      WHERE p.id <> self.id
      ORDER BY points DESC, p.id DESC LIMIT ${limit}
    ), shown AS (
      SELECT ${OWN_COLUMNS}, p.points, ${partColumns(parts)} FROM best p ${partJoins(parts)}
    )
    SELECT shown.* FROM self LEFT JOIN shown ON true ORDER BY shown.points DESC, shown.id DESC`;

// Performance-critical (measured): the default limit is prepared. Other limits are planned per call.
const usual = {
  id: statement<EncodedRow, { key: string }>(textOf("id", RELATED_LIMIT)),
  slug: statement<EncodedRow, { key: string }>(textOf("slug", RELATED_LIMIT)),
};

/**
 * Products that share categories or tags with a product, most in common first. Compares only the newest products of large
 * categories, so that the cost does not grow with the shop.
 * @returns undefined when no such product is on sale
 */
export async function relatedProducts(idOrSlug: string, limit: number): Promise<ProductRow[] | undefined> {
  const by = isUuid(idOrSlug) ? "id" : "slug";
  const query =
    limit === RELATED_LIMIT ? usual[by] : dynamicStatement<EncodedRow, { key: string }>(textOf(by, limit));
  const rows = await query({ key: idOrSlug });
  return rows.length === 0 ? undefined : rows.filter(({ id }) => id !== null).map(decodeProduct);
}
