import { findProductForStaff } from "../../../models/catalog/listing/findProduct.js";
import { Product } from "../../../models/catalog/Product.js";
import { pickFields, PRODUCT_FIELDS, type ProductFields } from "../../../models/catalog/productFields.js";
import type { StaffProductRow, StaffVariantRow } from "../../../models/catalog/listing/productRows.js";
import type { WriteContext } from "../products/newProduct.js";
import { planProduct } from "../products/planProduct.js";
import type { VariantPatch } from "../products/productPatch.js";
import { writeProducts } from "../products/writeProducts.js";
import { atTop, patchVariants } from "./patchVariants.js";

/** The input common to all callers. */
export type VariantWrite = WriteContext & { ifMatch: string | null };
export type ChangedVariants = { product: StaffProductRow; before: StaffProductRow; ids: string[] };

/**
 * Changes a product's variants to the state that `wanted` derives from the current one.
 * @returns the product after and before, and the ids of the variants in the order of `wanted`
 * @throws NotFound, StaleVersion, ValidationFailed, SkuTaken, DuplicateVariant, TooManyVariants, OutOfStock
 */
export async function changeVariants(
  productId: string,
  wanted: (current: StaffVariantRow[]) => VariantPatch[],
  { ifMatch, ...context }: VariantWrite,
): Promise<ChangedVariants> {
  await Product.lockLive(productId, ifMatch);
  const before = await findProductForStaff(productId);
  const parts = patchVariants(before, { variants: wanted(before.variants) }, atTop);
  const fields = { ...pickFields<ProductFields>(PRODUCT_FIELDS, before), options: parts.options };
  const changes = planProduct(before, { ...parts, fields, images: null, categoryIds: null });
  await writeProducts([changes], context);
  return { before, product: await findProductForStaff(productId), ids: changes.variants.ids };
}
