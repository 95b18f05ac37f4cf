import { z } from "zod";
import { money, moneyOrNull } from "../../lib/money/money.js";
import { Id, Money } from "../../lib/schemas.js";
import type { VariantRow } from "../../models/catalog/listing/productRows.js";

export const Image = z
  .strictObject({
    url: z.string(),
    alt: z.string().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
  })
  .meta({ id: "Image" });

export const variantFields = {
  id: Id,
  sku: z.string().nullable(),
  title: z.string(),
  options: z.record(z.string(), z.string()),
  price: Money,
  compareAtPrice: Money.nullable(),
  available: z
    .int()
    .nullable()
    .describe("Pieces in stock that are not reserved; null when stock is not counted."),
  inStock: z.boolean().describe("Whether it can be bought now, including on backorder."),
  barcode: z.string().nullable(),
  weightGrams: z.int().nullable(),
  images: z.array(Image),
};
export const VariantView = z.strictObject(variantFields).meta({ id: "Variant" });

/** @param currency of the product; its variants all have the same one */
export function renderVariant(row: VariantRow, currency: string): z.input<typeof VariantView> {
  const left = Math.max(0, row.onHand - row.reserved);
  return {
    id: row.id,
    sku: row.sku,
    title: row.title,
    options: row.options,
    price: money(row.priceAmount, currency),
    compareAtPrice: moneyOrNull(row.compareAtAmount, currency),
    available: row.tracked ? left : null,
    inStock: !row.tracked || row.backorder || left > 0,
    barcode: row.barcode,
    weightGrams: row.weightGrams,
    images: row.image ? [row.image] : [],
  };
}
