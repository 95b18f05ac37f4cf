import { z } from "zod";
import { Id } from "../../lib/schemas.js";
import type { ProductImage } from "../../models/catalog/ProductImage.js";
import type {
  StaffImageRow,
  StaffProductRow,
  StaffVariantRow,
} from "../../models/catalog/listing/productRows.js";
import { ProductView, renderProductItem, renderSeo } from "./product.js";
import { Image, renderVariant, variantFields } from "./variant.js";

export const AdminImage = z.strictObject({ id: Id, ...Image.shape }).meta({ id: "AdminImage" });

export const AdminVariantView = z
  .strictObject({
    ...variantFields,
    productId: Id,
    onHand: z.int(),
    reserved: z.int().describe("Reserved for unpaid orders."),
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
  .meta({ id: "AdminProduct", description: "A product in any status, with the fields for staff." });

export const renderAdminVariant = (
  row: StaffVariantRow,
  product: StaffProductRow,
): z.input<typeof AdminVariantView> => ({
  ...renderVariant(row, product.currency),
  productId: product.id,
  onHand: row.onHand,
  reserved: row.reserved,
  trackInventory: row.tracked,
  backorder: row.backorder,
});

/** A variant with the field names of a request, for the audit log. */
export function renderWrittenVariant(row: StaffVariantRow, product: StaffProductRow) {
  const { images, ...fields } = renderAdminVariant(row, product);
  return { ...fields, imageUrl: images[0]?.url ?? null };
}

export const renderAdminProduct = (row: StaffProductRow): z.input<typeof AdminProductView> => ({
  ...renderProductItem(row),
  seo: renderSeo(row),
  images: row.images.map(renderAdminImage),
  variants: row.variants.map((variant) => renderAdminVariant(variant, row)),
});

/** A product with the field names of a request, which may have the fields of a single variant at the top level. */
export function renderWrittenProduct(row: StaffProductRow) {
  const variants = row.variants.map((variant) => renderWrittenVariant(variant, row));
  return { ...(variants.length === 1 && variants[0]), ...renderAdminProduct(row), variants };
}

export const renderAdminImage = ({
  id,
  url,
  alt,
  width,
  height,
}: ProductImage | StaffImageRow): z.input<typeof AdminImage> => ({
  id,
  url,
  alt,
  width,
  height,
});
