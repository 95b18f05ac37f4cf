import { positional } from "../../../database/statement.js";

const removeOthers = positional(
  "DELETE FROM product_categories WHERE product_id = $1 AND category_id <> ALL ($2::uuid[])",
);
const add = positional(
  `INSERT INTO product_categories (product_id, category_id)
   SELECT $1::uuid, unnest($2::uuid[]) ON CONFLICT DO NOTHING`,
);

/** Puts a product on exactly these shelves. */
export async function replaceCategories(productId: string, categoryIds: string[]): Promise<void> {
  const unique = [...new Set(categoryIds)];
  await removeOthers([productId, unique]);
  if (unique.length > 0) await add([productId, unique]);
}
