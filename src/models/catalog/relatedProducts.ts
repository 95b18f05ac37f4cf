import { isUuid } from "../../lib/slug.js";
import { ON_SALE, OWN_COLUMNS, partColumns, partJoins, type ProductRow } from "./productRows.js";
import { shapedStatement } from "./statementCache.js";

const parts = { variants: false };

/**
 * Products that share categories or tags with one, most in common first.
 * @returns undefined when there is no such product on sale
 */
export async function relatedProducts(idOrSlug: string, limit: number): Promise<ProductRow[] | undefined> {
  const text = `
    WITH self AS MATERIALIZED (
      SELECT p.id, p.tags FROM products p WHERE p.${isUuid(idOrSlug) ? "id" : "slug"} = $1 AND ${ON_SALE}
    ), shared AS (
      SELECT theirs.product_id AS id, 1 AS points
      FROM self JOIN product_categories mine ON mine.product_id = self.id
      JOIN product_categories theirs ON theirs.category_id = mine.category_id
      UNION ALL
      SELECT p.id, (SELECT count(*) FROM unnest(p.tags) AS tag WHERE tag = ANY (self.tags))
      FROM self JOIN products p ON p.tags && self.tags
    ), best AS (
      SELECT p.*, s.points
      FROM (SELECT id, sum(points) AS points FROM shared GROUP BY id) s JOIN products p ON p.id = s.id
      WHERE ${ON_SALE} AND p.id <> (SELECT id FROM self)
      ORDER BY s.points DESC, p.id DESC LIMIT ${limit}
    ), shown AS (
      SELECT ${OWN_COLUMNS}, p.points, ${partColumns(parts)} FROM best p ${partJoins(parts)}
    )
    SELECT shown.* FROM self LEFT JOIN shown ON true ORDER BY shown.points DESC, shown.id DESC`;
  const rows = await shapedStatement<ProductRow>(text)([idOrSlug]);
  return rows.length === 0 ? undefined : rows.filter(({ id }) => id !== null);
}
