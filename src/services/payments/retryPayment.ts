import { config } from "../../config.js";
import { OrderAlreadyPaid, PaymentStillOpen } from "../../errors/payments.js";
import { secondsFromNow } from "../../lib/clock.js";
import type { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { ensureHolds } from "../inventory/ensureHolds.js";

/**
 * Another try at paying a locked order, after one that failed, was abandoned or expired: its stock is held again.
 * @throws OrderAlreadyPaid, PaymentStillOpen (with its redirectUrl), OutOfStock
 */
export async function retryPayment(order: Order, provider: string): Promise<Payment> {
  const payable = order.status === "pending" && ["unpaid", "failed"].includes(order.paymentStatus);
  if (!payable || order.heldReason)
    throw new OrderAlreadyPaid({ orderStatus: order.status, paymentStatus: order.paymentStatus });
  const earlier = (await Payment.attemptsAt(order.id)).reverse();
  const open = earlier.find(({ status }) => status === "pending");
  if (open) throw new PaymentStillOpen({ paymentId: open.id, redirectUrl: open.redirectUrl });
  const expiresAt = secondsFromNow(config.paymentMinutes * 60);
  await ensureHolds(order.id, expiresAt);
  await order.update({ paymentStatus: "unpaid" });
  return Payment.create({
    orderId: order.id,
    provider,
    attempt: (earlier[0]?.attempt ?? 0) + 1,
    currency: order.currency,
    amount: order.totalAmount,
    expiresAt,
  });
}
