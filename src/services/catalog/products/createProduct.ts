import { chooseSlug } from "../../../models/catalog/chooseSlug.js";
import type { NewProduct, WriteContext } from "./newProduct.js";
import { assertOptionsFit, deriveOptions } from "./options.js";
import { planProduct } from "./planProduct.js";
import type { WantedProduct } from "./wantedProduct.js";
import { writeProducts } from "./writeProducts.js";

/** `variantIds` in the order of the input. */
export type CreatedProduct = { id: string; slug: string; variantIds: string[] };

/**
 * Creates products with all their parts, in the same number of statements for any number of products. Call it inside
 * transaction().
 * @throws ValidationFailed, SlugTaken, SkuTaken, DuplicateVariant
 */
export async function createProducts(inputs: NewProduct[], context: WriteContext): Promise<CreatedProduct[]> {
  const wanted: WantedProduct[] = [];
  for (const input of inputs) wanted.push(await wantedOf(input, wanted));
  const planned = wanted.map((product) => ({ ...planProduct(null, product), slug: product.fields.slug }));
  await writeProducts(planned, context);
  return planned.map(({ id, slug, variants }) => ({ id, slug, variantIds: variants.ids }));
}

export async function createProduct(input: NewProduct, context: WriteContext): Promise<CreatedProduct> {
  const [created] = await createProducts([input], context);
  return created as CreatedProduct;
}

async function wantedOf(
  { categoryIds, images, variants, ...input }: NewProduct,
  others: WantedProduct[],
): Promise<WantedProduct> {
  const options = input.options ?? deriveOptions(variants);
  assertOptionsFit(variants, options);
  const given = others.map(({ fields }) => fields.slug);
  const slug = input.slug ?? (await chooseSlug("product", input.title, given));
  return {
    fields: { ...input, slug, options, tags: [...new Set(input.tags)] },
    images,
    categoryIds,
    variants: variants.map((variant, position) => ({ ...variant, position, before: null })),
    retired: [],
  };
}
