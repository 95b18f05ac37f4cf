import { LastVariant } from "../../../errors/catalog.js";
import { NotFound } from "../../../errors/system.js";
import { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { type ChangedVariants, changeVariants, type VariantWrite } from "./changeVariants.js";

/**
 * Soft-deletes a variant.
 * @returns the product after and before
 * @throws NotFound when no such live variant exists, LastVariant, StaleVersion
 */
export async function deleteVariant(id: string, write: VariantWrite): Promise<ChangedVariants> {
  return changeVariants(
    await ProductVariant.productIdOf(id),
    (current) => {
      const others = current.filter((variant) => variant.id !== id);
      if (others.length === current.length) throw new NotFound();
      if (others.length === 0) throw new LastVariant();
      return others.map((variant) => ({ id: variant.id }));
    },
    write,
  );
}
