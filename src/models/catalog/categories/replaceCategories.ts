import { statement } from "../../../database/statement.js";

type Place = { productId: string; categoryId: string };

// Set-based: one statement for any number of products; unchanged rows are not written.
const replace = statement<never, { rows: Place[]; productIds: string[] }>(
  `WITH wanted AS (
     SELECT * FROM json_to_recordset(:rows::json) AS r ("productId" uuid, "categoryId" uuid)
   ), gone AS (
     DELETE FROM product_categories c WHERE c.product_id = ANY (:productIds::uuid[])
       AND NOT EXISTS (SELECT FROM wanted w WHERE w."productId" = c.product_id AND w."categoryId" = c.category_id)
   )
   INSERT INTO product_categories (product_id, category_id) SELECT "productId", "categoryId" FROM wanted
   ON CONFLICT DO NOTHING`,
);

/** Replaces the categories of each of these products. */
export async function replaceCategories(
  products: { productId: string; categoryIds: string[] }[],
): Promise<void> {
  if (products.length === 0) return;
  const rows = products.flatMap(({ productId, categoryIds }) =>
    categoryIds.map((categoryId) => ({ productId, categoryId })),
  );
  await replace({ rows, productIds: products.map(({ productId }) => productId) });
}
