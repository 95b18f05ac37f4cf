import { z } from "zod";
import { Id } from "../../lib/schemas.js";
import type { ProductImage } from "../../models/catalog/ProductImage.js";
import type { ProductRow, VariantRow } from "../../models/catalog/productRows.js";
import { ProductView, renderProductItem } from "./product.js";
import { Image, renderVariant, variantFields } from "./variant.js";

export const AdminImage = z.strictObject({ id: Id, ...Image.shape }).meta({ id: "AdminImage" });

export const AdminVariantView = z
  .strictObject({
    ...variantFields,
    productId: Id,
    onHand: z.int(),
    reserved: z.int().describe("Promised to orders that are not paid yet."),
    trackInventory: z.boolean(),
    backorder: z.boolean(),
  })
  .meta({ id: "AdminVariant" });

export const AdminProductView = z
  .strictObject({
    ...ProductView.shape,
    images: z.array(AdminImage),
    variants: z.array(AdminVariantView),
  })
  .meta({ id: "AdminProduct", description: "A product as staff see it, in any status." });

export function renderAdminVariant(row: VariantRow, product: ProductRow): z.input<typeof AdminVariantView> {
  const [trackInventory, backorder, onHand, reserved] = row.slice(-4) as [boolean, boolean, number, number];
  const stock = { onHand, reserved, trackInventory, backorder };
  return { ...renderVariant(row, product.currency), productId: product.id, ...stock };
}

/** A variant under the names that a request writes it by, for what the audit log says it was. */
export function renderWrittenVariant(row: VariantRow, product: ProductRow) {
  const { images, ...fields } = renderAdminVariant(row, product);
  return { ...fields, imageUrl: images[0]?.url ?? null };
}

type AdminImages = z.input<typeof AdminProductView>["images"];

export const renderAdminProduct = (row: ProductRow): z.input<typeof AdminProductView> => ({
  ...renderProductItem(row),
  images: (row.images ?? []) as AdminImages,
  variants: (row.variants ?? []).map((variant) => renderAdminVariant(variant, row)),
});

/** The same of a product. One that has a single variant may be asked to change its fields by the product's own. */
export function renderWrittenProduct(row: ProductRow) {
  const variants = (row.variants ?? []).map((variant) => renderWrittenVariant(variant, row));
  return { ...(variants.length === 1 && variants[0]), ...renderAdminProduct(row), variants };
}

export const renderAdminImage = ({
  id,
  url,
  alt,
  width,
  height,
}: ProductImage): z.input<typeof AdminImage> => ({
  id,
  url,
  alt,
  width,
  height,
});
