import { config } from "../../../config.js";
import { newId } from "../../../lib/ids.js";
import { Product } from "../../../models/catalog/Product.js";
import { ProductCategory } from "../../../models/catalog/ProductCategory.js";
import { ProductImage } from "../../../models/catalog/ProductImage.js";
import { ProductVariant } from "../../../models/catalog/ProductVariant.js";
import { catalogChanged } from "../../../models/catalog/shortMemory.js";
import { openStock } from "../../inventory/openStock.js";
import { chooseSlug } from "../chooseSlug.js";
import { type NewProduct, type NewVariant, variantTitle, type WriteContext } from "./newProduct.js";
import { assertOptionsFit, deriveOptions } from "./options.js";

/** What was made; the variants in the order of the input. */
export type CreatedProduct = { id: string; slug: string; variantIds: string[] };

/**
 * Makes products with everything that belongs to them, in as many statements for many as for one. Call it inside
 * transaction().
 * @throws ValidationFailed, SlugTaken, SkuTaken, DuplicateVariant
 */
export async function createProducts(inputs: NewProduct[], context: WriteContext): Promise<CreatedProduct[]> {
  const drafts: Awaited<ReturnType<typeof toDraft>>[] = [];
  for (const input of inputs)
    drafts.push(
      await toDraft(
        input,
        drafts.map(({ product }) => product.slug),
      ),
    );
  await Product.bulkCreate(drafts.map(({ product }) => product));
  await ProductImage.bulkCreate(drafts.flatMap(({ images }) => images));
  await insertVariants(
    drafts.flatMap(({ variants }) => variants),
    context,
  );
  await ProductCategory.bulkCreate(
    drafts.flatMap(({ product, input }) =>
      [...new Set(input.categoryIds)].map((categoryId) => ({ productId: product.id, categoryId })),
    ),
  );
  catalogChanged();
  return drafts.map(({ product, variants }) => ({
    id: product.id,
    slug: product.slug,
    variantIds: variants.map(({ id }) => id),
  }));
}

export async function createProduct(input: NewProduct, context: WriteContext): Promise<CreatedProduct> {
  const [created] = await createProducts([input], context);
  return created as CreatedProduct;
}

async function toDraft(input: NewProduct, givenSlugs: string[]) {
  const options = input.options ?? deriveOptions(input.variants);
  assertOptionsFit(input.variants, options);
  const { title, description, brand, status } = input;
  const slug = input.slug ?? (await chooseSlug("product", title, givenSlugs));
  const tags = [...new Set(input.tags)];
  const product = { id: newId(), title, slug, description, brand, status, tags, options };
  const images = withVariantImages(input).map((image, position) => ({
    id: newId(),
    productId: product.id,
    position,
    ...image,
  }));
  const imageIds = new Map(images.map(({ url, id }) => [url, id]));
  const variants = input.variants.map((variant, position) =>
    variantRow(product.id, variant, position, imageIds),
  );
  return { input, product, images, variants };
}

/** The images by URL, each once, and after them those that only variants name. */
export function withVariantImages({ images, variants }: Pick<NewProduct, "images" | "variants">) {
  const byUrl = new Map(images.toReversed().map((image) => [image.url, image]));
  const named = variants.flatMap(({ imageUrl }) => (imageUrl === null ? [] : [imageUrl]));
  const urls = new Set([...images.map(({ url }) => url), ...named]);
  return [...urls].map((url) => byUrl.get(url) ?? { url, alt: null, width: null, height: null });
}

/** A variant as its row, with the stock that it opens with. */
export const variantRow = (
  productId: string,
  { imageUrl, title, ...fields }: NewVariant,
  position: number,
  imageIds: Map<string, string>,
) => ({
  ...fields,
  id: newId(),
  productId,
  position,
  currency: config.currency,
  title: title ?? variantTitle(fields.options),
  imageId: imageUrl === null ? null : (imageIds.get(imageUrl) ?? null),
});

/** Inserts variants and their stock, in three statements for any number. */
export async function insertVariants(
  rows: ReturnType<typeof variantRow>[],
  { actor, stockReason = "initial" }: WriteContext,
): Promise<void> {
  await ProductVariant.bulkCreate(rows.map(({ onHand: _, tracked: __, backorder: ___, ...row }) => row));
  await openStock(
    rows.map(({ id, onHand, tracked, backorder }) => ({ variantId: id, onHand, tracked, backorder })),
    { reason: stockReason, actor },
  );
}
