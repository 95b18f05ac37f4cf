import type { Attributes } from "sequelize";
import type { Product } from "./Product.js";
import type { ProductImage } from "./ProductImage.js";
import type { ProductVariant } from "./ProductVariant.js";

/** The written fields of a product, its variants and its images, without ids and times. */
export type ProductFields = Pick<
  Attributes<Product>,
  "slug" | "title" | "description" | "brand" | "status" | "options" | "tags" | "seoTitle" | "seoDescription"
>;
type Bookkeeping = "id" | "productId" | "version" | "createdAt" | "updatedAt" | "deletedAt";
export type VariantFields = Omit<Attributes<ProductVariant>, Bookkeeping>;
export type ImageFields = Omit<Attributes<ProductImage>, Bookkeeping>;

/**
 * The fields that the set-based statements write and compare, with their SQL types. The column has the attribute's name
 * in snake case. A new column needs an entry here; it does not compile without one.
 */
export const PRODUCT_FIELDS: Record<keyof ProductFields, string> = {
  slug: "text",
  title: "text",
  description: "text",
  brand: "text",
  status: "text",
  options: "jsonb",
  tags: "text[]",
  seoTitle: "text",
  seoDescription: "text",
};
export const VARIANT_FIELDS: Record<keyof VariantFields, string> = {
  sku: "text",
  title: "text",
  options: "jsonb",
  priceAmount: "integer",
  compareAtAmount: "integer",
  currency: "text",
  barcode: "text",
  weightGrams: "integer",
  imageId: "uuid",
  position: "integer",
};
export const IMAGE_FIELDS: Record<keyof ImageFields, string> = {
  url: "text",
  alt: "text",
  width: "integer",
  height: "integer",
  position: "integer",
};

/** The defaults of a new variant; its title is derived from the options. */
export const NEW_VARIANT = {
  sku: null,
  title: null,
  options: {},
  compareAtAmount: null,
  barcode: null,
  weightGrams: null,
  imageUrl: null,
  onHand: 0,
  tracked: true,
  backorder: false,
};

export const columnOf = (attribute: string): string =>
  attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Picks the fields of one of the tables above from an object. */
export const pickFields = <Fields extends object>(
  fields: Record<keyof Fields, string>,
  from: NoInfer<Fields>,
): Fields =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, from[name as keyof Fields]])) as Fields;
