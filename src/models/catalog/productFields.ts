import type { Attributes } from "sequelize";
import type { Product } from "./Product.js";
import type { ProductImage } from "./ProductImage.js";
import type { ProductVariant } from "./ProductVariant.js";

/** What is written of a product, its variants and its images, apart from ids and times. */
export type ProductFields = Pick<
  Attributes<Product>,
  "slug" | "title" | "description" | "brand" | "status" | "options" | "tags"
>;
type Bookkeeping = "id" | "productId" | "version" | "createdAt" | "updatedAt" | "deletedAt";
export type VariantFields = Omit<Attributes<ProductVariant>, Bookkeeping>;
export type ImageFields = Omit<Attributes<ProductImage>, Bookkeeping>;

/**
 * The fields as the set-based statements write and compare them: each attribute with its SQL type. The column has the
 * attribute's name in snake case. A new column is an entry here; the compiler asks for it.
 */
export const PRODUCT_FIELDS: Record<keyof ProductFields, string> = {
  slug: "text",
  title: "text",
  description: "text",
  brand: "text",
  status: "text",
  options: "jsonb",
  tags: "text[]",
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

/** What a new variant has where nothing else is said; its title follows the options. */
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

/** Of an object, the fields of a table above alone. */
export const pickFields = <Fields extends object>(
  fields: Record<keyof Fields, string>,
  from: NoInfer<Fields>,
): Fields =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, from[name as keyof Fields]])) as Fields;
