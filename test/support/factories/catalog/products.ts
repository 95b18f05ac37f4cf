import "../../../../src/models/index.js";
import { transaction } from "../../../../src/database/transaction.js";
import { Category } from "../../../../src/models/catalog/Category.js";
import { Product } from "../../../../src/models/catalog/Product.js";
import { ProductImage } from "../../../../src/models/catalog/ProductImage.js";
import { ProductVariant } from "../../../../src/models/catalog/ProductVariant.js";
import { definedOf } from "../../../../src/lib/definedOf.js";
import { NEW_VARIANT } from "../../../../src/models/catalog/productFields.js";
import { catalogChanged } from "../../../../src/models/catalog/listing/oneSecondCache.js";
import { StockItem } from "../../../../src/models/inventory/StockItem.js";
import { createProducts as create } from "../../../../src/services/catalog/products/createProduct.js";
import type { NewProduct, NewVariant } from "../../../../src/services/catalog/products/newProduct.js";

type VariantSeed = Partial<NewVariant>;
/** The fields that matter to a test: `variants`, or the fields of a single variant at the top level. */
export type ProductSeed = Partial<Omit<NewProduct, "variants" | "categoryIds">> &
  Omit<VariantSeed, "title" | "options"> & { variants?: VariantSeed[]; categories?: Category[] };

let count = 0;

/** A product on sale, with its variants (in order, each with its stock) and images loaded. */
export async function createProduct(seed: ProductSeed = {}): Promise<Product> {
  const [product] = await createProducts([seed]);
  return product as Product;
}

/** Creates many products, in the given order. */
export async function createProducts(seeds: ProductSeed[]): Promise<Product[]> {
  const made = await transaction(() => create(seeds.map(toNewProduct), { actor: "test" }));
  const products = await Product.findAll({
    where: { id: made.map(({ id }) => id) },
    include: [{ model: ProductVariant, include: [StockItem] }, ProductImage],
    order: [
      [{ model: ProductVariant, as: "variants" }, "position", "ASC"],
      [{ model: ProductImage, as: "images" }, "position", "ASC"],
    ],
  });
  const byId = new Map(products.map((product) => [product.id, product]));
  return made.map(({ id }) => byId.get(id) as Product);
}

function toNewProduct({ variants, categories = [], ...seed }: ProductSeed): NewProduct {
  count += 1;
  const single: VariantSeed = { ...seed, title: null, options: {} };
  return {
    title: seed.title ?? `Product ${count}`,
    slug: seed.slug ?? null,
    description: seed.description ?? "",
    brand: seed.brand ?? null,
    status: seed.status ?? "active",
    tags: seed.tags ?? [],
    images: seed.images ?? [],
    options: seed.options ?? null,
    categoryIds: categories.map(({ id }) => id),
    variants: (variants ?? [single]).map(toNewVariant),
  };
}

const toNewVariant = (seed: VariantSeed): NewVariant => ({
  ...NEW_VARIANT,
  priceAmount: 1999,
  onHand: 10,
  ...definedOf(seed),
});

/** A category; its slug is derived from the name unless given. */
export async function createCategory(attributes: Partial<Category> = {}): Promise<Category> {
  count += 1;
  const name = attributes.name ?? `Category ${count}`;
  catalogChanged();
  return Category.create({ name, slug: `category-${count}`, ...attributes });
}

/** Soft-deletes a product and leaves its variants. */
export async function deleteProduct(id: string): Promise<void> {
  await Product.update({ deletedAt: new Date() }, { where: { id } });
}

/** Soft-deletes the variants of a product. */
export async function deleteVariants(productId: string): Promise<void> {
  await ProductVariant.update({ deletedAt: new Date() }, { where: { productId } });
}

/** Prices all variants of a product in another currency, as after a start with another CURRENCY. */
export async function setCurrency(productId: string, currency: string): Promise<void> {
  await ProductVariant.update({ currency }, { where: { productId } });
}
