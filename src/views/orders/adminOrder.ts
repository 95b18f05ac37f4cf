import { z } from "zod";
import { listOf } from "../../lib/schemas.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { HELD_REASONS } from "../../models/orders/vocabulary.js";
import { iso } from "./iso.js";
import { OrderStepView, OrderView, renderOrder } from "./order.js";

/** An order with the fields for staff. */
export const AdminOrderView = OrderView.extend({
  history: z.array(
    OrderStepView.extend({
      by: z.string().describe("`system`, `customer`, `guest`, `admin:<user id>` or `api_key:<id>`."),
      note: z.string().nullable().describe("Visible to the customer."),
      internalNote: z.string().nullable().describe("Visible to staff only."),
    }),
  ),
  heldReason: z
    .enum(HELD_REASONS)
    .nullable()
    .describe("Why staff must review the order. Changing the status or deleting the hold clears it."),
}).meta({ id: "AdminOrder" });

export const AdminOrderListView = listOf(AdminOrderView, "AdminOrderList");

export const renderAdminOrder = (order: OrderRow): z.input<typeof AdminOrderView> => ({
  ...renderOrder(order),
  history: order.history.map((step) => ({ ...step, at: iso(step.at) })),
  heldReason: order.heldReason,
});
