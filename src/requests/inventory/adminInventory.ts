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
const Change = z.strictObject({
  id: Id.optional().describe("Of the variant."),
  sku: z.string().min(1).max(200).optional(),
  onHand: SetStock.body.shape.onHand.optional(),
  delta: AdjustStock.body.shape.delta.optional(),
  reason: AdjustStock.body.shape.reason,
  ifMatch: z.string().max(200).optional().describe("The ETag of the variant's stock, with its quotes."),
});
const isOne = (first: unknown, second: unknown) => (first === undefined) !== (second === undefined);
const toChange = ({ id, sku = "", onHand, delta = 0, reason, ifMatch }: z.output<typeof Change>) => ({
  variant: id === undefined ? { sku } : { id },
  adjustment: onHand === undefined ? { delta } : { onHand },
  note: reason ?? null,
  ifMatch: ifMatch ?? null,
});
export const AdjustStocks = {
  body: z
    .strictObject({
      items: z
        .array(
          Change.refine(({ id, sku }) => isOne(id, sku), {
            path: ["sku"],
            error: "either id or sku is required",
          })
            .refine(({ onHand, delta }) => isOne(onHand, delta), {
              path: ["delta"],
              error: "either onHand or delta is required",
            })
            .transform(toChange),
        )
        .min(1)
        .max(1000),
    })
    .meta({ id: "StockBulkBody" }),
};
export const ListMovements = {
  params,
  query: z.strictObject(pagination).refine(pageOrCursor, PAGE_OR_CURSOR),
};
