import { positional } from "../../../database/statement.js";
import type { Product } from "../../../models/catalog/Product.js";
import { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { catalogChanged } from "../../../models/catalog/shortMemory.js";
import { removeFromCarts } from "./removeFromCarts.js";

const putAwayVariants = positional(
  "UPDATE product_variants SET deleted_at = now(), updated_at = now() WHERE product_id = $1 AND deleted_at IS NULL",
);
const putAway = positional("UPDATE products SET deleted_at = now() WHERE id = $1");

/** Takes a product out of the shop; orders keep pointing at it. Call it with the product locked. */
export async function deleteProduct(product: Product): Promise<void> {
  const variants = await ProductVariant.lockLiveOf(product.id);
  await putAwayVariants([product.id]);
  await putAway([product.id]);
  await removeFromCarts(variants.map(({ id }) => id));
  catalogChanged();
}
