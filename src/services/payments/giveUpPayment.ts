import { publish } from "../../events/publish.js";
import { releaseHolds } from "../../models/inventory/stockHolds.js";
import type { Order } from "../../models/orders/Order.js";
import type { Failure, Payment } from "../../models/payments/Payment.js";

/**
 * Ends a pending payment that brought no money: its stock is released, and the shopper can make another payment. The
 * caller has locked both rows. It does nothing to a payment that has ended.
 */
export async function giveUpPayment(order: Order, payment: Payment, reason: Failure): Promise<void> {
  if (!payment.isPending) return;
  await payment.fail(reason);
  // An order that staff moved without payment, or that is held, keeps its reserved stock.
  if (order.isPending && !order.isHeld) await releaseHolds({ orderId: order.id });
  // A shopper who cancelled the order or left the payment page knows that the payment was not made.
  if (reason === "abandoned" || order.isCancelled || !order.isUnpaid) return;
  await order.update({ paymentStatus: "failed" });
  await publish("order.payment_failed", { orderId: order.id, paymentId: payment.id });
}
