import { z } from "zod";
import { money, moneyOrNull } from "../../lib/money/money.js";
import { Id, listOf, Money, Timestamp } from "../../lib/schemas.js";
import type { ProductDetailRow, ProductRow } from "../../models/catalog/listing/productRows.js";
import { PRODUCT_STATUSES } from "../../models/catalog/vocabulary.js";
import { Image, renderVariant, VariantView } from "./variant.js";

const seo = z
  .strictObject({ title: z.string().nullable(), description: z.string().nullable() })
  .describe("For search engines; null: use the title and description of the product.");

const fields = {
  id: Id,
  slug: z.string(),
  title: z.string(),
  description: z.string().describe("Sanitised HTML."),
  brand: z.string().nullable(),
  status: z.enum(PRODUCT_STATUSES),
  price: Money.describe("Price of the cheapest variant."),
  compareAtPrice: Money.nullable(),
  onSale: z.boolean(),
  inStock: z.boolean().describe("Whether at least one variant can be bought now."),
  rating: z.strictObject({ average: z.number().nullable(), count: z.int() }),
  images: z.array(Image),
  options: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()) })),
  tags: z.array(z.string()),
  categories: z.array(z.strictObject({ id: Id, slug: z.string(), name: z.string() })),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const ProductView = z
  .strictObject({ ...fields, seo, variants: z.array(VariantView) })
  .meta({ id: "Product" });
export const ProductListItem = z
  .strictObject({ ...fields, variants: z.array(VariantView).optional() })
  .meta({ id: "ProductListItem", description: "A product; `variants` only with `expand=variants`." });
export const ProductListView = listOf(ProductListItem, "ProductList");
export const RelatedProductsView = listOf(ProductListItem, "RelatedProducts");

/** A product without its variants. */
export const renderProductItem = (row: Omit<ProductRow, "variants">) => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  description: row.description,
  brand: row.brand,
  status: row.status,
  price: money(row.priceAmount, row.currency),
  compareAtPrice: moneyOrNull(row.compareAtAmount, row.currency),
  onSale: row.onSale,
  inStock: row.inStock ?? false,
  rating: { average: row.ratingAverage, count: row.ratingCount },
  images: row.images ?? [],
  options: row.options,
  tags: row.tags,
  categories: row.categories ?? [],
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const renderSeo = (
  row: Pick<ProductDetailRow, "seoTitle" | "seoDescription">,
): z.input<typeof seo> => ({
  title: row.seoTitle,
  description: row.seoDescription,
});

const renderWithVariants = (row: ProductRow) => ({
  ...renderProductItem(row),
  variants: (row.variants ?? []).map((variant) => renderVariant(variant, row.currency)),
});

export const renderProduct = (row: ProductDetailRow): z.input<typeof ProductView> => ({
  ...renderWithVariants(row),
  seo: renderSeo(row),
});

/** A list has variants only when the request includes them. */
export const renderProducts = (rows: ProductRow[]): z.input<typeof ProductListItem>[] =>
  rows.map((row) => (row.variants === undefined ? renderProductItem(row) : renderWithVariants(row)));
