import { Product } from "../../../models/catalog/Product.js";
import { ProductImage } from "../../../models/catalog/ProductImage.js";
import type { NewImage } from "./newProduct.js";

/**
 * Adds an image after the others.
 * @throws NotFound, StaleVersion
 */
export async function addImage(
  productId: string,
  image: NewImage,
  ifMatch: string | null,
): Promise<ProductImage> {
  await Product.lockLive(productId, ifMatch);
  return ProductImage.append(productId, image);
}
