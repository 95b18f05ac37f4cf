import { publish } from "../../events/publish.js";
import { config } from "../../config.js";
import { secondsFromNow } from "../../lib/clock.js";
import type { Order, OrderStatus } from "../../models/orders/Order.js";
import { claimHolds } from "../../models/inventory/stockHolds.js";
import { OrderStatusChange } from "../../models/orders/OrderStatusChange.js";
import { ensureHolds } from "../inventory/ensureHolds.js";
import { returnStock } from "../inventory/returnStock.js";
import { assertTransition } from "./orderStatus.js";

const isStaff = (actor: string): boolean => /^(admin|api_key):/.test(actor);

/** `note` is shown to the customer, `internalNote` to staff only. */
export type Move = { to: OrderStatus; actor: string; note?: string | null; internalNote?: string | null };

/**
 * Moves a locked order along its life, with what that means for its stock: `processing` sells what it holds (and
 * holds it again first, where a failed payment had let it go), `cancelled` puts it back. Money follows the event.
 * @param actor `system`, `customer`, `guest`, `admin:<user id>` or `api_key:<id>`
 * @throws IllegalTransition, OutOfStock
 */
export async function moveOrder(order: Order, { to, actor, ...notes }: Move): Promise<void> {
  const from = order.status;
  assertTransition(from, to);
  if (to === "processing") {
    await ensureHolds(order.id, secondsFromNow(config.paymentMinutes * 60));
    await claimHolds({ orderId: order.id });
  }
  if (to === "cancelled") await returnStock(order.id, actor);
  // Staff who move a held order have looked at it; a shopper who cancels has not.
  await order.update({ status: to, ...(isStaff(actor) && { heldReason: null }) });
  await OrderStatusChange.create({ orderId: order.id, fromStatus: from, status: to, actor, ...notes });
  await publish("order.status_changed", { orderId: order.id, from, to });
  if (to === "cancelled") await publish("order.cancelled", { orderId: order.id });
}
