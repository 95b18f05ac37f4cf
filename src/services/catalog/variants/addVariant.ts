import type { StaffProductRow } from "../../../models/catalog/listing/productRows.js";
import type { VariantPatch } from "../products/productPatch.js";
import { changeVariants, type VariantWrite } from "./changeVariants.js";

/**
 * Adds a variant after the others; new option values are added to the options.
 * @returns the id of the new variant, and the product with it
 * @throws as changeVariants()
 */
export async function addVariant(
  productId: string,
  variant: VariantPatch,
  write: VariantWrite,
): Promise<{ id: string; product: StaffProductRow }> {
  const { ids, product } = await changeVariants(
    productId,
    (current) => [...current.map(({ id }) => ({ id })), variant],
    write,
  );
  return { id: ids.at(-1) as string, product };
}
