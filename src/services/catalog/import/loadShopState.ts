import type { ImportedProduct } from "../../../importers/shopify/importedProduct.js";
import { findProductsBySlug } from "../../../models/catalog/listing/findProduct.js";
import { Product } from "../../../models/catalog/Product.js";
import type { StaffProductRow } from "../../../models/catalog/listing/productRows.js";
import { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { lockStockOf } from "../../../models/inventory/lockStockOf.js";

/** The stored products of a batch. */
export type ShopState = {
  bySlug: Map<string, StaffProductRow>;
  /** The stored products that have the SKUs of the batch. */
  skuOwners: Map<string, { id: string; slug: string }>;
};

/**
 * Reads the stored state of these products, in at most four statements for any number of them.
 * @param hold locks product and stock rows, in id order, until the transaction ends
 */
export async function loadShopState(
  products: ImportedProduct[],
  { hold }: { hold: boolean },
): Promise<ShopState> {
  const slugs = products.map(({ handle }) => handle);
  if (hold) await lockStockOf(await Product.lockBySlugs(slugs));
  const skus = products.flatMap(({ variants }) => variants.flatMap(({ sku }) => sku ?? []));
  const skuOwners = await ProductVariant.ownersOf(skus);
  const stored = await findProductsBySlug(slugs);
  return { bySlug: new Map(stored.map((product) => [product.slug, product])), skuOwners };
}
