import { statement } from "../../database/statement.js";

// NO KEY UPDATE, so that rows that refer to a variant can still be inserted. A model call cannot lock by a condition on another table.
const lock = statement<never, { productIds: string[] }>(
  `SELECT FROM stock_items
   WHERE variant_id IN (SELECT id FROM product_variants WHERE product_id = ANY (:productIds::uuid[]) AND deleted_at IS NULL)
   ORDER BY variant_id FOR NO KEY UPDATE`,
);

/** Locks the stock of all live variants of products, in id order, until the transaction ends. */
export async function lockStockOf(productIds: string[]): Promise<void> {
  if (productIds.length > 0) await lock({ productIds });
}
