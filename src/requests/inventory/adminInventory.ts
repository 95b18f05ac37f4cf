import { z } from "zod";
import { Id, optionalProse, PAGE_OR_CURSOR, pageOrCursor, pagination, whole } from "../../lib/schemas.js";
import { searchWords } from "../../lib/text/searchWords.js";

const MAX_STOCK = 1_000_000_000;
const params = z.strictObject({ variantId: Id });

export const ListStock = {
  query: z
    .strictObject({
      q: z
        .string()
        .max(200)
        .optional()
        .transform((typed) => (typed?.trim() ? { words: searchWords(typed), sku: typed.trim() } : null))
        .describe("Words of the product's title, or a whole SKU."),
      lowStock: whole(0, MAX_STOCK)
        .optional()
        .transform((value) => value ?? null)
        .describe("Only tracked variants with at most this many pieces available."),
      ...pagination,
    })
    .refine(pageOrCursor, PAGE_OR_CURSOR),
};
export const ShowStock = { params };
export const SetStock = {
  params,
  body: z.strictObject({ onHand: z.int().min(0).max(MAX_STOCK) }).meta({ id: "StockPatch" }),
};
export const AdjustStock = {
  params,
  body: z
    .strictObject({
      delta: z
        .int()
        .min(-MAX_STOCK)
        .max(MAX_STOCK)
        .refine((delta) => delta !== 0, "must not be 0"),
      reason: optionalProse(500).describe("Stored with the movement."),
    })
    .meta({ id: "StockAdjustmentBody" }),
};
export const ListMovements = {
  params,
  query: z.strictObject(pagination).refine(pageOrCursor, PAGE_OR_CURSOR),
};
