import { transaction } from "../../database/transaction.js";
import { clock } from "../../lib/clock.js";
import { money } from "../../lib/money.js";
import { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { gatewayNamed } from "../../gateways/gateways.js";

/**
 * Gives back all that a payment brought. Repeatable, also from several places at once: the provider's refund has a
 * fixed key, and ours is written once, under the order's lock.
 */
export async function refundPayment(paymentId: string): Promise<void> {
  const payment = await Payment.findByPk(paymentId, { rejectOnEmpty: true });
  const { provider, providerSessionId, capturedAmount, capturedCurrency } = payment;
  if (payment.isRefunded || !providerSessionId || !capturedCurrency) return;
  const total = money(capturedAmount, capturedCurrency);
  await gatewayNamed(provider).refund(providerSessionId, total, `payment:${paymentId}:refund`);
  await transaction(() => recordRefund(payment.orderId, paymentId));
}

async function recordRefund(orderId: string, paymentId: string): Promise<void> {
  const order = await Order.lockById(orderId);
  const payment = await Payment.findByPk(paymentId, { lock: true, rejectOnEmpty: true });
  if (payment.isRefunded) return;
  await payment.update({ refundedAmount: payment.capturedAmount, refundedAt: clock.now() });
  if (payment.status === "captured") await order.update({ paymentStatus: "refunded" });
}
