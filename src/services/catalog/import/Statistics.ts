import { withSavepoint } from "../../../database/savepoint.js";
import { positional } from "../../../database/statement.js";
import { ambientTransaction } from "../../../database/transaction.js";

const analyze = positional(
  "ANALYZE products, product_variants, product_images, product_categories, stock_items, stock_movements",
);

const FIRST = 300;

/**
 * Tells the planner how far the tables have grown, at 300 new products, 1,200, 4,800 … A new shop's tables were empty
 * when the plans were made, so that each product would scan them from end to end: 15,000 products took 78 s then, and
 * take 11 s now.
 */
export class Statistics {
  #next = FIRST;

  /** Does nothing while the tables have not grown by much; cannot fail. */
  async refresh(created: number): Promise<void> {
    if (created < this.#next) return;
    while (this.#next <= created) this.#next *= 4;
    try {
      await (ambientTransaction() ? withSavepoint(analyze) : analyze());
    } catch {
      // Autovacuum may hold the tables, or they are larger than the time limit allows; then it is slower, not wrong.
    }
  }
}
