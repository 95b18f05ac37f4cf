import { VariantRequired } from "../../errors.js";
import type { Product } from "../../models/catalog/Product.js";
import { ProductImage } from "../../models/catalog/ProductImage.js";
import { ProductVariant } from "../../models/catalog/ProductVariant.js";
import { chooseSlug } from "./chooseSlug.js";
import { withVariantImages } from "./createProduct.js";
import type { WriteContext } from "./newProduct.js";
import { assertOptionsFit, deriveOptions } from "./options.js";
import type { ProductChanges, VariantChange } from "./productChanges.js";
import { replaceCategories } from "./replaceCategories.js";
import { replaceImages } from "./replaceImages.js";
import { planVariants, writeVariants } from "./replaceVariants.js";

/**
 * Changes a product and what belongs to it. Call it inside transaction(), with the product locked
 * (Product.lockLive); variants and then stock rows are locked here, in id order.
 * @throws ValidationFailed, SlugTaken, SkuTaken, DuplicateVariant, VariantRequired, OutOfStock
 */
export async function updateProduct(
  product: Product,
  { variants, variant, images, categoryIds, slug, options: givenOptions, ...fields }: ProductChanges,
  context: WriteContext,
): Promise<void> {
  const touchesVariants = variants ?? variant ?? images ?? givenOptions;
  if (touchesVariants !== undefined) {
    const current = await ProductVariant.lockLiveOf(product.id);
    const stored = await ProductImage.findAll({
      where: { productId: product.id },
      order: ["position", "id"],
    });
    const wanted = variants ?? keep(current, variant);
    const urls = new Map(stored.map(({ id, url }) => [id, url]));
    const planned = planVariants(current, wanted, urls);
    // A picture that the product no longer has goes from its variants too, unless they name it.
    if (images) {
      for (const [at, { imageUrl }] of planned.entries()) {
        const named = wanted[at]?.imageUrl !== undefined || images.some(({ url }) => url === imageUrl);
        if (!named) (planned[at] as { imageUrl: string | null }).imageUrl = null;
      }
    }
    const options =
      givenOptions ?? ((variants ?? variant) ? deriveOptions(planned, product.options) : product.options);
    assertOptionsFit(planned, options);
    product.options = options;
    const gallery = withVariantImages({ images: images ?? stored.map(plainImage), variants: planned });
    const imageIds =
      images || gallery.length > stored.length
        ? await replaceImages(product.id, gallery)
        : new Map(stored.map(({ id, url }) => [url, id]));
    await writeVariants(product.id, current, planned, imageIds, context);
  }
  if (categoryIds) await replaceCategories(product.id, categoryIds);
  if (slug !== undefined) product.slug = slug ?? (await chooseSlug("product", fields.title ?? product.title));
  product.set(fields);
  await product.save({ fields: ["title", "slug", "description", "brand", "status", "tags", "options"] });
}

function keep(current: ProductVariant[], change: ProductChanges["variant"]): VariantChange[] {
  if (change && current.length !== 1) throw new VariantRequired();
  return current.map(({ id }) => ({ ...change, id }));
}

const plainImage = ({ url, alt, width, height }: ProductImage) => ({ url, alt, width, height });
