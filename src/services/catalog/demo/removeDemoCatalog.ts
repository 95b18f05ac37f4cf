import { createReadStream } from "node:fs";
import path from "node:path";
import { config } from "../../../config.js";
import { positional } from "../../../database/statement.js";
import { transaction } from "../../../database/transaction.js";
import { readShopifyProducts } from "../../../importers/shopify/readShopifyProducts.js";
import { recordAudit, SYSTEM } from "../../system/recordAudit.js";
import { DEMO_CATALOG } from "./seedDemoCatalog.js";

/** With all their ancestors. */
const categoriesOf = positional<{ id: string }>(
  `WITH RECURSIVE shelves AS (
     SELECT c.id, c.parent_id FROM categories c
     JOIN product_categories pc ON pc.category_id = c.id JOIN products p ON p.id = pc.product_id
     WHERE p.slug = ANY ($1)
     UNION SELECT c.id, c.parent_id FROM categories c JOIN shelves s ON c.id = s.parent_id
   ) SELECT id FROM shelves`,
);
const removeProducts = positional<{ slug: string }>(
  `DELETE FROM products p WHERE p.slug = ANY ($1)
   AND NOT EXISTS (SELECT FROM order_items i WHERE i.product_id = p.id) RETURNING slug`,
);
const removeEmptyCategories = positional<{ slug: string }>(
  `DELETE FROM categories c WHERE c.id = ANY ($1::uuid[])
   AND NOT EXISTS (SELECT FROM product_categories pc WHERE pc.category_id = c.id)
   AND NOT EXISTS (SELECT FROM categories child WHERE child.parent_id = c.id) RETURNING slug`,
);

/**
 * Takes the demo catalogue out again, as far as nobody has ordered of it, and the categories that it leaves empty. One
 * entry of the audit log names them all.
 * @returns how many products went
 */
export async function removeDemoCatalog(file = DEMO_CATALOG): Promise<number> {
  const slugs: string[] = [];
  const items = readShopifyProducts(createReadStream(file), {
    file: path.basename(file),
    currency: config.currency,
  });
  for await (const item of items) if (item.kind === "product") slugs.push(item.product.handle);
  return transaction(async () => {
    const shelves = (await categoriesOf([slugs])).map(({ id }) => id);
    const products = (await removeProducts([slugs])).map(({ slug }) => slug);
    const categories: string[] = [];
    // From the leaves up.
    for (let gone; (gone = await removeEmptyCategories([shelves])).length > 0;)
      categories.push(...gone.map(({ slug }) => slug));
    const target = { type: "import", id: path.basename(file) };
    const before = { products, categories };
    if (products.length > 0) await recordAudit(SYSTEM, { action: "catalog.demo_removed", target, before });
    return products.length;
  });
}
