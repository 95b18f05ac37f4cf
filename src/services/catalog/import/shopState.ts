import { positional } from "../../../database/statement.js";
import type { ImportedProduct } from "../../../importers/shopify/importedProduct.js";
import type { ProductOption, ProductStatus } from "../../../models/catalog/Product.js";

export type ShopStock = { tracked: boolean; backorder: boolean; onHand: number; reserved: number };

/** A variant's row, without its stock. */
export type VariantRow = {
  id: string;
  sku: string | null;
  title: string;
  options: Record<string, string>;
  priceAmount: number;
  compareAtAmount: number | null;
  currency: string;
  barcode: string | null;
  weightGrams: number | null;
  imageId: string | null;
  position: number;
};
export type ShopVariant = VariantRow & { stock: ShopStock | null };
export type ImageRow = { id: string; url: string; alt: string | null; position: number };

/** What a product's own row says, as far as a file can say it. */
export type ProductRow = {
  title: string;
  description: string;
  brand: string | null;
  status: ProductStatus;
  options: ProductOption[];
  tags: string[];
};
export type ShopProduct = ProductRow & {
  id: string;
  slug: string;
  categoryIds: string[];
  /** In display order. */
  images: ImageRow[];
  variants: ShopVariant[];
};

/** How the shop stands with what a batch of the file is about. */
export type ShopState = {
  bySlug: Map<string, ShopProduct>;
  /** Who has the SKUs of the batch. */
  skuOwners: Map<string, { productId: string; slug: string }>;
};

type Owned<T> = T & { productId: string };

const selectProducts = `
  SELECT id, slug, title, description, brand, status, options, tags FROM products
  WHERE slug = ANY ($1) AND deleted_at IS NULL ORDER BY id`;
const selectStock = `
  SELECT variant_id AS "variantId", tracked, backorder, on_hand AS "onHand", reserved FROM stock_items
  WHERE variant_id = ANY ($1::uuid[]) ORDER BY variant_id`;
type Bare = Omit<ShopProduct, "categoryIds" | "images" | "variants">;
const read = {
  products: positional<Bare>(selectProducts),
  stock: positional<ShopStock & { variantId: string }>(selectStock),
};
// Weaker than FOR UPDATE, so that lines which name a product or a variant can still be added meanwhile.
const lock = {
  products: positional<Bare>(`${selectProducts} FOR NO KEY UPDATE`),
  stock: positional<ShopStock & { variantId: string }>(`${selectStock} FOR NO KEY UPDATE`),
};
const variantsOf = positional<Owned<VariantRow>>(`
  SELECT id, product_id AS "productId", sku, title, options, price_amount AS "priceAmount",
         compare_at_amount AS "compareAtAmount", currency, barcode, weight_grams AS "weightGrams",
         image_id AS "imageId", position
  FROM product_variants WHERE product_id = ANY ($1::uuid[]) AND deleted_at IS NULL ORDER BY position, id`);
const imagesOf = positional<Owned<ImageRow>>(`
  SELECT id, product_id AS "productId", url, alt, position
  FROM product_images WHERE product_id = ANY ($1::uuid[]) ORDER BY position, id`);
const categoriesOf = positional<{ productId: string; categoryId: string }>(`
  SELECT product_id AS "productId", category_id AS "categoryId"
  FROM product_categories WHERE product_id = ANY ($1::uuid[])`);
const ownersOf = positional<{ sku: string; productId: string; slug: string }>(`
  SELECT v.sku, v.product_id AS "productId", p.slug
  FROM product_variants v JOIN products p ON p.id = v.product_id
  WHERE v.sku = ANY ($1) AND v.deleted_at IS NULL`);

/**
 * Reads what the shop has of these products, in at most six statements for any number of them.
 * @param hold keep product and stock rows locked, in id order, until the transaction ends
 */
export async function loadShopState(
  products: ImportedProduct[],
  { hold }: { hold: boolean },
): Promise<ShopState> {
  const { products: findProducts, stock: findStock } = hold ? lock : read;
  const known = await findProducts([products.map(({ handle }) => handle)]);
  const skus = products.flatMap(({ variants }) => variants.flatMap(({ sku }) => sku ?? []));
  const owners = skus.length > 0 ? await ownersOf([skus]) : [];
  const skuOwners = new Map(owners.map(({ sku, ...owner }) => [sku, owner]));
  if (known.length === 0) return { bySlug: new Map(), skuOwners };

  const ids = known.map(({ id }) => id);
  const variants = await variantsOf([ids]);
  const stock = await findStock([variants.map(({ id }) => id)]);
  const stockOf = new Map(stock.map(({ variantId, ...row }) => [variantId, row]));
  const full = variants.map((variant) => ({ ...variant, stock: stockOf.get(variant.id) ?? null }));
  const [byVariant, byImage, byCategory] = [
    group(full),
    group(await imagesOf([ids])),
    group(await categoriesOf([ids])),
  ];
  const bySlug = new Map(
    known.map((product) => {
      const categoryIds = (byCategory.get(product.id) ?? []).map(({ categoryId }) => categoryId);
      const images = byImage.get(product.id) ?? [];
      return [
        product.slug,
        { ...product, categoryIds, images, variants: byVariant.get(product.id) ?? [] },
      ] as const;
    }),
  );
  return { bySlug, skuOwners };
}

function group<T extends { productId: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const members = groups.get(row.productId);
    if (members) members.push(row);
    else groups.set(row.productId, [row]);
  }
  return groups;
}
