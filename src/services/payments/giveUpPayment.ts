import { publish } from "../../events/publish.js";
import { releaseHolds } from "../../models/inventory/stockHolds.js";
import type { Order } from "../../models/orders/Order.js";
import type { Payment } from "../../models/payments/Payment.js";

/**
 * Ends a pending payment that brought no money: what was promised goes back on the shelf, and the shopper may try again.
 * Both rows are locked by the caller. It does nothing to a payment that has ended.
 */
export async function giveUpPayment(
  order: Order,
  payment: Payment,
  outcome: "declined" | "abandoned" | "expired",
): Promise<void> {
  if (payment.status !== "pending") return;
  await payment.update({ status: outcome === "declined" ? "failed" : outcome });
  // An order that staff moved on without payment keeps its goods, and one that waits for a person its promise.
  if (order.status === "pending" && !order.heldReason) await releaseHolds({ orderId: order.id });
  // Whoever cancelled an order, or left the payment page, is not told that the payment failed.
  if (outcome === "abandoned" || order.status === "cancelled" || order.paymentStatus !== "unpaid") return;
  await order.update({ paymentStatus: "failed" });
  await publish("order.payment_failed", { orderId: order.id, paymentId: payment.id });
}
