import { Product } from "../../../models/catalog/Product.js";
import { ProductImage } from "../../../models/catalog/ProductImage.js";

/**
 * Deletes an image of a product.
 * @returns the image that was deleted
 * @throws NotFound, StaleVersion
 */
export async function deleteImage(
  productId: string,
  imageId: string,
  ifMatch: string | null,
): Promise<ProductImage> {
  await Product.lockLive(productId, ifMatch);
  return ProductImage.remove(productId, imageId);
}
