import type { ImportItem } from "../../../importers/shopify/importedProduct.js";
import type { ProductItem, RejectedItem } from "./plan.js";

/** Products that are written together, and the reader's rejections between them. */
export type Batch = { products: ProductItem[]; rejected: RejectedItem[]; bytesRead: number };

/** Large enough to amortize the cost per statement, small enough to hold locks briefly. */
const MOST_ITEMS = 100;
const MOST_VARIANTS = 1000;
const MOST_CHARACTERS = 1_000_000;

/** Groups the reader's items into batches of limited rows and memory. */
export async function* readBatches(items: AsyncIterable<ImportItem>): AsyncGenerator<Batch> {
  let batch: Batch = { products: [], rejected: [], bytesRead: 0 };
  let variants = 0;
  let characters = 0;
  for await (const item of items) {
    if (item.kind === "product") {
      batch.products.push(item);
      variants += item.product.variants.length;
      characters += item.product.descriptionHtml.length;
    } else {
      batch.rejected.push(item);
    }
    batch.bytesRead = item.bytesRead;
    const count = batch.products.length + batch.rejected.length;
    if (count >= MOST_ITEMS || variants >= MOST_VARIANTS || characters >= MOST_CHARACTERS) {
      yield batch;
      batch = { products: [], rejected: [], bytesRead: 0 };
      variants = characters = 0;
    }
  }
  if (batch.products.length + batch.rejected.length > 0) yield batch;
}
