import { statement } from "../../../database/statement.js";
import { NotFound } from "../../../errors/system.js";
import { oneSecondCache } from "../listing/oneSecondCache.js";
import { ON_SALE } from "../listing/productRows.js";

export type CategoryRow = {
  id: string;
  parentId: string | null;
  slug: string;
  name: string;
  description: string | null;
  position: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  productCount: number;
};

// Performance-critical (measured). A product in two categories of one branch counts once for the branch.
const all = statement<CategoryRow>(
  `WITH RECURSIVE branches AS (
     SELECT id AS root, id FROM categories
     UNION ALL
     SELECT b.root, c.id FROM branches b JOIN categories c ON c.parent_id = b.id
   ), shown AS (
     SELECT DISTINCT b.root, pc.product_id
     FROM products p JOIN product_categories pc ON pc.product_id = p.id JOIN branches b ON b.id = pc.category_id
     WHERE ${ON_SALE}
   )
   SELECT c.id, c.parent_id AS "parentId", c.slug, c.name, c.description, c.position, c.version,
          c.created_at AS "createdAt", c.updated_at AS "updatedAt", coalesce(n.products, 0)::integer AS "productCount"
   FROM categories c LEFT JOIN (SELECT root, count(*) AS products FROM shown GROUP BY root) n ON n.root = c.id
   ORDER BY c.position, c.name, c.id`,
);

/** Every category in display order, with the number of products on sale in its branch. */
export const categoryTree = (): Promise<CategoryRow[]> => all();

/** @throws NotFound */
export async function findCategory(id: string): Promise<CategoryRow> {
  const row = (await all()).find((category) => category.id === id);
  if (!row) throw new NotFound();
  return row;
}

/** The same for shoppers, cached for one second, because counting a large shop takes milliseconds. */
export const publicCategoryTree = (): Promise<CategoryRow[]> => oneSecondCache("categories", categoryTree);
