import { withSavepoint } from "../../database/savepoint.js";
import { statement } from "../../database/statement.js";
import { ambientTransaction } from "../../database/transaction.js";

// A maintenance command; no model call runs it.
const analyze = statement(
  "ANALYZE products, product_variants, product_images, product_categories, stock_items, stock_movements",
);

/** Updates the planner's statistics of the catalogue. Never throws, and never aborts the open transaction. */
export async function analyzeCatalog(): Promise<void> {
  try {
    await (ambientTransaction() ? withSavepoint(analyze) : analyze());
  } catch {
    // Autovacuum may lock the tables, or ANALYZE may time out. Queries are then slower, not wrong.
  }
}
