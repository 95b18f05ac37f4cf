import { removeFromCarts } from "../../../models/cart/removeFromCarts.js";
import { findProductForStaff } from "../../../models/catalog/listing/findProduct.js";
import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";
import { Product } from "../../../models/catalog/Product.js";
import type { StaffProductRow } from "../../../models/catalog/listing/productRows.js";
import { ProductVariant } from "../../../models/catalog/ProductVariant.js";

/**
 * Soft-deletes a product and its variants, and removes them from carts.
 * @returns the product before
 * @throws NotFound, StaleVersion
 */
export async function deleteProduct(id: string, ifMatch: string | null): Promise<StaffProductRow> {
  const product = await Product.lockLive(id, ifMatch);
  const before = await findProductForStaff(id);
  const variantIds = before.variants.map((variant) => variant.id);
  await ProductVariant.softDelete(variantIds);
  await product.softDelete();
  await removeFromCarts(variantIds);
  catalogChanged();
  return before;
}
