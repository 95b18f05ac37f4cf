import { config } from "../../config.js";
import { publish } from "../../events/publish.js";
import { isStaffActor } from "../../lib/actor.js";
import { secondsFromNow } from "../../lib/clock.js";
import { claimHolds } from "../../models/inventory/stockHolds.js";
import type { Order } from "../../models/orders/Order.js";
import { OrderStatusChange } from "../../models/orders/OrderStatusChange.js";
import type { OrderStatus } from "../../models/orders/vocabulary.js";
import { ensureHolds } from "../inventory/ensureHolds.js";
import { returnStock } from "../inventory/returnStock.js";

/** `note` is visible to the customer, `internalNote` to staff only. */
export type Move = { to: OrderStatus; actor: string; note?: string | null; internalNote?: string | null };

/**
 * Changes the status of a locked order, and its stock: `processing` sells the reserved stock (and first reserves it again
 * if a failed payment had released it), `cancelled` returns it. A subscriber of the event refunds the payments.
 * @param actor `system`, `customer`, `guest`, `admin:<user id>` or `api_key:<id>`
 * @throws IllegalTransition, OutOfStock
 */
export async function moveOrder(order: Order, { to, actor, ...notes }: Move): Promise<void> {
  const from = order.status;
  order.assertCanMoveTo(to);
  if (to === "processing") {
    await ensureHolds(order.id, secondsFromNow(config.paymentMinutes * 60));
    await claimHolds({ orderId: order.id });
  }
  if (to === "cancelled") await returnStock(order.id, actor);
  // Only a change by staff counts as a review of a held order.
  await order.update({ status: to, ...(isStaffActor(actor) && { heldReason: null }) });
  await OrderStatusChange.create({ orderId: order.id, fromStatus: from, status: to, actor, ...notes });
  await publish("order.status_changed", { orderId: order.id, from, to });
  if (to === "cancelled") await publish("order.cancelled", { orderId: order.id });
}
