import { z } from "zod";
import { money, moneyOrNull } from "../../lib/money.js";
import { Id, Money } from "../../lib/schemas.js";
import type { VariantRow } from "../../models/catalog/productRows.js";

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
  available: z.int().nullable().describe("Pieces that can be bought now; null when they are not counted."),
  inStock: z.boolean().describe("Whether it can be bought now, on backorder too."),
  barcode: z.string().nullable(),
  weightGrams: z.int().nullable(),
  images: z.array(Image),
};
export const VariantView = z.strictObject(variantFields).meta({ id: "Variant" });

/** @param currency of the product: all its variants have the same */
export function renderVariant(row: VariantRow, currency: string): z.input<typeof VariantView> {
  const [id, sku, title, options, price, compareAtPrice, barcode, weightGrams, image, ...stock] = row;
  const [tracked, backorder, onHand, reserved] = stock;
  const left = Math.max(0, onHand - reserved);
  return {
    id,
    sku,
    title,
    options,
    price: money(price, currency),
    compareAtPrice: moneyOrNull(compareAtPrice, currency),
    available: tracked ? left : null,
    inStock: !tracked || backorder || left > 0,
    barcode,
    weightGrams,
    images: image ? [image] : [],
  };
}
