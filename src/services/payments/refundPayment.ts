import { transaction } from "../../database/transaction.js";
import { gatewayNamed } from "../../gateways/gateways.js";
import { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";

/**
 * Refunds a payment in full. Idempotent, even if called concurrently: the refund at the provider has a fixed key, and
 * is recorded once, under the order's lock.
 */
export async function refundPayment(paymentId: string): Promise<void> {
  const payment = await Payment.findByPk(paymentId, { rejectOnEmpty: true });
  const { provider, providerSessionId, captured } = payment;
  if (payment.isRefunded || !providerSessionId || !captured) return;
  await gatewayNamed(provider).refund(providerSessionId, captured, `payment:${paymentId}:refund`);
  await transaction(() => recordRefund(payment.orderId, paymentId));
}

async function recordRefund(orderId: string, paymentId: string): Promise<void> {
  const order = await Order.lockById(orderId);
  const payment = await Payment.lockById(paymentId);
  if (payment.isRefunded) return;
  await payment.recordRefund();
  if (payment.isCaptured) await order.update({ paymentStatus: "refunded" });
}
