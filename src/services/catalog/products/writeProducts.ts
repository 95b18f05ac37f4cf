import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";
import { Product } from "../../../models/catalog/Product.js";
import { ProductImage } from "../../../models/catalog/ProductImage.js";
import { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { replaceCategories } from "../../../models/catalog/categories/replaceCategories.js";
import { rewriteRows } from "../../../models/catalog/rewriteRows.js";
import { removeFromCarts } from "../../../models/cart/removeFromCarts.js";
import { changeStock } from "../../../models/inventory/changeStock.js";
import { openStock } from "../../../models/inventory/openStock.js";
import type { WriteContext } from "./newProduct.js";
import type { ProductChanges } from "./planProduct.js";

/**
 * Writes planned changes, in the same number of statements for any number of products. Call it inside transaction(), with
 * the stored products locked.
 * @throws SlugTaken, SkuTaken, DuplicateVariant, CurrencyMismatch, OutOfStock
 */
export async function writeProducts(
  changes: ProductChanges[],
  { actor, stockReason = "initial" }: WriteContext,
): Promise<void> {
  const all = <T>(rowsOf: (product: ProductChanges) => T[]): T[] => changes.flatMap(rowsOf);
  const ownedBy = <T extends object>(productId: string, rows: T[]) =>
    rows.map((row) => ({ ...row, productId }));
  const fieldsOf = (isNew: boolean) =>
    all(({ fields, ...product }) => (fields !== null && product.isNew === isNew ? [fields] : []));

  await Product.bulkCreate(fieldsOf(true));
  await rewriteRows("products", fieldsOf(false));
  await ProductImage.bulkCreate(all(({ id, images }) => ownedBy(id, images.added)));
  await rewriteRows(
    "images",
    all(({ images }) => images.changed),
  );
  // Variants that swap SKUs or options are soft-deleted and restored, so that only the final state must be unique.
  const retired = all(({ variants }) => variants.retired);
  await ProductVariant.softDelete([...retired, ...all(({ variants }) => variants.rekeyed)]);
  await rewriteRows(
    "variants",
    all(({ variants }) => variants.changed),
  );
  await ProductVariant.bulkCreate(all(({ id, variants }) => ownedBy(id, variants.added)));
  await removeFromCarts(retired);
  const reason = { reason: stockReason, actor };
  await openStock(
    all(({ stock }) => stock.opened),
    reason,
  );
  await changeStock(
    all(({ stock }) => stock.changed),
    reason,
  );
  await replaceCategories(
    all(({ id, categoryIds }) => (categoryIds === null ? [] : [{ productId: id, categoryIds }])),
  );
  const removed = all(({ images }) => images.removed);
  if (removed.length > 0) await ProductImage.destroy({ where: { id: removed } });
  catalogChanged();
}
