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

type AdminImages = z.input<typeof AdminProductView>["images"];

export const renderAdminProduct = (row: ProductRow): z.input<typeof AdminProductView> => ({
  ...renderProductItem(row),
  images: (row.images ?? []) as AdminImages,
  variants: (row.variants ?? []).map((variant) => renderAdminVariant(variant, row)),
});

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
