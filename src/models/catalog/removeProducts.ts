import { statement } from "../../database/statement.js";

type Slugs = { slugs: string[] };

/** With all their ancestors. */
const categoriesOf = statement<{ id: string }, Slugs>(
  `WITH RECURSIVE branch AS (
     SELECT c.id, c.parent_id FROM categories c
     JOIN product_categories pc ON pc.category_id = c.id JOIN products p ON p.id = pc.product_id
     WHERE p.slug = ANY (:slugs)
     UNION SELECT c.id, c.parent_id FROM categories c JOIN branch b ON c.id = b.parent_id
   ) SELECT id FROM branch`,
);
// Conditional deletes: the statement decides which rows to delete, and RETURNING lists them.
const removeUnordered = statement<{ slug: string }, Slugs>(
  `DELETE FROM products p WHERE p.slug = ANY (:slugs)
   AND NOT EXISTS (SELECT FROM order_items i WHERE i.product_id = p.id) RETURNING slug`,
);
const removeEmpty = statement<{ slug: string }, { ids: string[] }>(
  `DELETE FROM categories c WHERE c.id = ANY (:ids::uuid[])
   AND NOT EXISTS (SELECT FROM product_categories pc WHERE pc.category_id = c.id)
   AND NOT EXISTS (SELECT FROM categories child WHERE child.parent_id = c.id) RETURNING slug`,
);

/**
 * Deletes products that were never ordered, and those of their categories that are empty afterwards.
 * @returns the slugs of both
 */
export async function removeProducts(slugs: string[]): Promise<{ products: string[]; categories: string[] }> {
  const ids = (await categoriesOf({ slugs })).map(({ id }) => id);
  const products = (await removeUnordered({ slugs })).map(({ slug }) => slug);
  const categories: string[] = [];
  // Leaves first.
  for (let gone; (gone = await removeEmpty({ ids })).length > 0;)
    categories.push(...gone.map(({ slug }) => slug));
  return { products, categories };
}
