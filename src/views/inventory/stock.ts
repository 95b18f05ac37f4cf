import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { MovementRow } from "../../models/inventory/movementList.js";
import type { StockRow } from "../../models/inventory/stockList.js";

export const StockView = z
  .strictObject({
    variantId: Id,
    productId: Id,
    sku: z.string().nullable(),
    title: z.string().describe("The product's."),
    variantTitle: z.string(),
    onHand: z.int(),
    reserved: z.int().describe("Promised to orders that are not paid yet."),
    available: z.int().nullable().describe("Null when it is not counted."),
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
    reason: z.enum(["initial", "import", "adjustment", "sale", "cancellation"]),
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
