import { config } from "../../config.js";
import { OrderAlreadyPaid, PaymentStillOpen } from "../../errors/payments.js";
import { secondsFromNow } from "../../lib/clock.js";
import type { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { ensureHolds } from "../inventory/ensureHolds.js";

/**
 * Creates another payment for a locked order whose payment failed, was abandoned or expired, and reserves its stock again.
 * @throws OrderAlreadyPaid, PaymentStillOpen (with its redirectUrl), OutOfStock
 */
export async function createPaymentAttempt(order: Order, provider: string): Promise<Payment> {
  const { status: orderStatus, paymentStatus } = order;
  if (!order.isPayable) throw new OrderAlreadyPaid({ orderStatus, paymentStatus });
  const earlier = await Payment.attemptsAt(order.id);
  const open = earlier.find(({ isPending }) => isPending);
  if (open) throw new PaymentStillOpen({ paymentId: open.id, redirectUrl: open.redirectUrl });
  const expiresAt = secondsFromNow(config.paymentMinutes * 60);
  await ensureHolds(order.id, expiresAt);
  await order.update({ paymentStatus: "unpaid" });
  return Payment.create({
    orderId: order.id,
    provider,
    attempt: (earlier.at(-1)?.attempt ?? 0) + 1,
    currency: order.currency,
    amount: order.totalAmount,
    expiresAt,
  });
}
