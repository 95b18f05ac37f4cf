import { statement } from "../../../database/statement.js";
import { isUuid } from "../../../lib/text/slug.js";
import { ON_SALE } from "./productRows.js";

// A statement, because ON_SALE is the one definition of what shoppers see.
const current = statement<{ slug: string }, { slug: string }>(
  `SELECT p.slug FROM product_former_slugs f JOIN products p ON p.id = f.product_id WHERE f.slug = :slug AND ${ON_SALE}`,
);

/** The current slug of the product on sale that had this slug before. */
export async function findMovedSlug(formerSlug: string): Promise<string | undefined> {
  if (isUuid(formerSlug)) return undefined;
  const [row] = await current({ slug: formerSlug });
  return row?.slug;
}
