import { transaction } from "../../database/transaction.js";
import { NotFound } from "../../errors/system.js";
import { assertFresh } from "../system/preconditions.js";
import { releaseHolds } from "../../models/inventory/stockHolds.js";
import { loadOrder } from "../../models/orders/loadOrder.js";
import { Order } from "../../models/orders/Order.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import type { HeldReason } from "../../models/orders/vocabulary.js";
import { Payment } from "../../models/payments/Payment.js";
import { orderEtag } from "./orderEtag.js";

/**
 * Clears the hold of an order without changing its status. A pending order keeps its stock only while it is held or has an
 * open payment.
 * @param ifMatch the version that the client expects; null for any
 * @returns the order as it is now, and why it was held
 * @throws NotFound if the order is not held, StaleVersion
 */
export const clearHold = (
  id: string,
  ifMatch: string | null,
): Promise<{ order: OrderRow; before: { heldReason: HeldReason } }> =>
  transaction(async () => {
    const order = await Order.lockById(id);
    assertFresh(ifMatch, orderEtag(order));
    const { heldReason } = order;
    if (!heldReason) throw new NotFound();
    await order.clearHold();
    if (order.isPending && !(await Payment.isOpenFor(id))) await releaseHolds({ orderId: id });
    return { order: await loadOrder(id), before: { heldReason } };
  });
