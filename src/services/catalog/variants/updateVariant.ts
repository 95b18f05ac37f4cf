import { NotFound } from "../../../errors/system.js";
import { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import type { VariantPatch } from "../products/productPatch.js";
import { type ChangedVariants, changeVariants, type VariantWrite } from "./changeVariants.js";

/**
 * Changes a variant.
 * @returns the product after and before
 * @throws NotFound when no such live variant exists, and as changeVariants()
 */
export async function updateVariant(
  id: string,
  patch: VariantPatch,
  write: VariantWrite,
): Promise<ChangedVariants> {
  return changeVariants(
    await ProductVariant.productIdOf(id),
    (current) => {
      if (!current.some((variant) => variant.id === id)) throw new NotFound();
      return current.map((variant) => (variant.id === id ? { ...patch, id } : { id: variant.id }));
    },
    write,
  );
}
