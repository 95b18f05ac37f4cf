import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { MovementRow } from "../../models/inventory/movementList.js";
import type { StockRow } from "../../models/inventory/stockList.js";
import { MOVEMENT_REASONS } from "../../models/inventory/vocabulary.js";

export const StockView = z
  .strictObject({
    variantId: Id,
    productId: Id,
    sku: z.string().nullable(),
    title: z.string().describe("Title of the product."),
    variantTitle: z.string(),
    onHand: z.int(),
    reserved: z.int().describe("Reserved for unpaid orders."),
    available: z.int().nullable().describe("Null when the variant is not tracked."),
    trackInventory: z.boolean(),
    backorder: z.boolean(),
    updatedAt: Timestamp,
  })
  .meta({ id: "Stock" });
export const StockListView = listOf(StockView, "StockList");

export const MovementView = z
  .strictObject({
    id: Id,
    delta: z.int(),
    reason: z.enum(MOVEMENT_REASONS),
    note: z.string().nullable(),
    orderId: Id.nullable(),
    actor: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: "StockMovement" });
export const MovementListView = listOf(MovementView, "StockMovementList");

export const renderStock = (row: StockRow): z.input<typeof StockView> => ({
  variantId: row.variantId,
  productId: row.productId,
  sku: row.sku,
  title: row.title,
  variantTitle: row.variantTitle,
  onHand: row.onHand,
  reserved: row.reserved,
  available: row.tracked ? Math.max(0, row.onHand - row.reserved) : null,
  trackInventory: row.tracked,
  backorder: row.backorder,
  updatedAt: row.updatedAt.toISOString(),
});

export const renderMovement = ({ id, delta, reason, note, orderId, actor, createdAt }: MovementRow) => ({
  id,
  delta,
  reason,
  note,
  orderId,
  actor,
  createdAt: createdAt.toISOString(),
});
