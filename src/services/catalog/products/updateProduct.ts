import { Category } from "../../../models/catalog/Category.js";
import { chooseSlug } from "../../../models/catalog/chooseSlug.js";
import { findProductForStaff } from "../../../models/catalog/listing/findProduct.js";
import { Product } from "../../../models/catalog/Product.js";
import { pickFields, PRODUCT_FIELDS, type ProductFields } from "../../../models/catalog/productFields.js";
import type { StaffProductRow } from "../../../models/catalog/listing/productRows.js";
import { patchVariants } from "../variants/patchVariants.js";
import { definedOf } from "../../../lib/definedOf.js";
import type { WriteContext } from "./newProduct.js";
import { planProduct } from "./planProduct.js";
import type { ProductPatch } from "./productPatch.js";
import { writeProducts } from "./writeProducts.js";

/**
 * Changes a product and its parts.
 * @param ifMatch the caller's version; null for any
 * @returns the product after and before the change
 * @throws NotFound, StaleVersion, ValidationFailed, SlugTaken, SkuTaken, DuplicateVariant, VariantRequired,
 *   TooManyVariants, OutOfStock
 */
export async function updateProduct(
  id: string,
  { variants, variant, options, images, categories, slug, ...fields }: ProductPatch,
  ifMatch: string | null,
  context: WriteContext,
): Promise<{ product: StaffProductRow; before: StaffProductRow }> {
  await Product.lockLive(id, ifMatch);
  const before = await findProductForStaff(id);
  const categoryIds = categories ? await Category.idsOf(categories, "categories") : null;
  const touchesVariants = variants ?? variant ?? options ?? images;
  const parts = touchesVariants
    ? patchVariants(before, { variants, variant, options, images })
    : { variants: [], retired: [], options: before.options };
  const changed = {
    ...pickFields<ProductFields>(PRODUCT_FIELDS, before),
    ...definedOf({ ...fields, slug: slug ?? undefined }),
    options: parts.options,
  };
  if (slug === null) changed.slug = await chooseSlug("product", changed.title);
  const wanted = { ...parts, fields: changed, images: images ?? null, categoryIds };
  await writeProducts([planProduct(before, wanted)], context);
  return { before, product: await findProductForStaff(id) };
}
