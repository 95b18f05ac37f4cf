import { publish } from "../../events/publish.js";
import { releaseHolds } from "../../models/inventory/stockHolds.js";
import type { Order } from "../../models/orders/Order.js";
import type { Failure, Payment } from "../../models/payments/Payment.js";

/**
 * Ends a pending payment without money: releases its stock, and lets the shopper pay again. The caller holds the locks of
 * both rows. Does nothing if the payment has ended.
 */
export async function giveUpPayment(order: Order, payment: Payment, reason: Failure): Promise<void> {
  if (!payment.isPending) return;
  await payment.fail(reason);
  // An order that is held, or that staff processed without payment, keeps its stock.
  if (order.isPending && !order.isHeld) await releaseHolds({ orderId: order.id });
  // Not a failure to report: the shopper cancelled the order or left the payment page.
  if (reason === "abandoned" || order.isCancelled || !order.isUnpaid) return;
  await order.update({ paymentStatus: "failed" });
  await publish("order.payment_failed", { orderId: order.id, paymentId: payment.id });
}
