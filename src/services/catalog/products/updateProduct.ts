import { VariantRequired } from "../../../errors/catalog.js";
import type { Product } from "../../../models/catalog/Product.js";
import type { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { catalogChanged } from "../../../models/catalog/shortMemory.js";
import { changeVariants } from "../variants/changeVariants.js";
import { chooseSlug } from "../chooseSlug.js";
import type { WriteContext } from "./newProduct.js";
import { inVariants } from "./options.js";
import type { ProductChanges, VariantChange } from "./productChanges.js";
import { replaceCategories } from "./replaceCategories.js";

/**
 * Changes a product and what belongs to it. Call it inside transaction(), with the product locked
 * (Product.lockLive); variants and then stock rows are locked here, in id order.
 * @throws ValidationFailed, SlugTaken, SkuTaken, DuplicateVariant, VariantRequired, TooManyVariants, OutOfStock
 */
export async function updateProduct(
  product: Product,
  { variants, variant, images, categoryIds, slug, options, ...fields }: ProductChanges,
  context: WriteContext,
): Promise<void> {
  if (variants ?? variant ?? images ?? options) {
    const wanted = (current: ProductVariant[]) => variants ?? keep(current, variant);
    // Options stay as they are, unused values and all, as long as nobody touches the variants.
    const kept = (variants ?? variant?.options) ? undefined : product.options;
    const pathOf = variants ? inVariants : (_at: number, field: string) => field;
    await changeVariants(product, { wanted, images, options: options ?? kept, pathOf }, context);
  }
  if (categoryIds) await replaceCategories(product.id, categoryIds);
  if (slug !== undefined) product.slug = slug ?? (await chooseSlug("product", fields.title ?? product.title));
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  product.set(Object.fromEntries(given));
  await product.save({ fields: ["title", "slug", "description", "brand", "status", "tags", "options"] });
  catalogChanged();
}

function keep(current: ProductVariant[], change: ProductChanges["variant"]): VariantChange[] {
  if (change && current.length !== 1) throw new VariantRequired();
  return current.map(({ id }) => ({ ...change, id }));
}
