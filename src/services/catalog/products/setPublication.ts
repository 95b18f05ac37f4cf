import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";
import { Product } from "../../../models/catalog/Product.js";
import type { ProductStatus } from "../../../models/catalog/vocabulary.js";

/**
 * Publishes or unpublishes a product.
 * @returns the status after and before
 * @throws NotFound, StaleVersion
 */
export async function setPublication(
  id: string,
  isPublished: boolean,
  ifMatch: string | null,
): Promise<{ status: ProductStatus; before: ProductStatus }> {
  const product = await Product.lockLive(id, ifMatch);
  const before = product.status;
  await (isPublished ? product.publish() : product.unpublish());
  catalogChanged();
  return { status: product.status, before };
}
