import { TooManyVariants } from "../../../errors/catalog.js";
import type { Product, ProductOption } from "../../../models/catalog/Product.js";
import { ProductImage } from "../../../models/catalog/ProductImage.js";
import { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { withVariantImages } from "../products/createProduct.js";
import type { NewImage, WriteContext } from "../products/newProduct.js";
import { assertOptionsFit, deriveOptions, type FieldPath } from "../products/options.js";
import { planVariants } from "./planVariants.js";
import type { VariantChange } from "../products/productChanges.js";
import { replaceImages } from "../products/replaceImages.js";
import { writeVariants } from "./writeVariants.js";

const MAX_VARIANTS = 250;

type Change = {
  /** The whole set as it shall be, made of the one that is there. */
  wanted: (current: ProductVariant[]) => VariantChange[];
  images?: NewImage[];
  /** Left out: as the variants need them, what is known in its place. */
  options?: ProductOption[];
  /** How errors name a variant's field. */
  pathOf?: FieldPath;
};

/**
 * Brings a product's variants, options and images into the state that is wanted. The product is locked; its variants
 * are locked here, in id order. `product.options` is set, and for the caller to save.
 */
export async function changeVariants(
  product: Product,
  { wanted: wish, images, options, pathOf }: Change,
  context: WriteContext,
): Promise<void> {
  const current = await ProductVariant.lockLiveOf(product.id);
  const wanted = wish(current);
  if (wanted.length > MAX_VARIANTS) throw new TooManyVariants();
  const stored = await ProductImage.findAll({ where: { productId: product.id }, order: ["position", "id"] });
  const planned = planVariants(current, wanted, new Map(stored.map(({ id, url }) => [id, url])), pathOf);
  // A picture that the product loses goes from its variants too, unless they name it in the same breath.
  const lost = (url: string | null) => images !== undefined && !images.some((image) => image.url === url);
  const variants = planned.map((variant, at) =>
    wanted[at]?.imageUrl === undefined && lost(variant.imageUrl) ? { ...variant, imageUrl: null } : variant,
  );
  product.options = options ?? deriveOptions(variants, product.options);
  assertOptionsFit(variants, product.options, pathOf);
  const gallery = withVariantImages({ images: images ?? stored.map(plain), variants });
  const imageIds =
    images !== undefined || gallery.length > stored.length
      ? await replaceImages(product.id, gallery)
      : new Map(stored.map(({ id, url }) => [url, id]));
  await writeVariants(product.id, current, variants, imageIds, context);
}

const plain = ({ url, alt, width, height }: ProductImage): NewImage => ({ url, alt, width, height });
