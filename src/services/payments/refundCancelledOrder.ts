import { transaction } from "../../database/transaction.js";
import { clock } from "../../lib/clock.js";
import { money } from "../../lib/money.js";
import { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { gatewayNamed } from "./gateways.js";

/**
 * No money is kept for a dead order: an open session is ended at the provider, a captured payment is given back whole.
 * Repeatable: the provider's refund has a fixed key, and ours is written once, under the order's lock.
 */
export async function refundCancelledOrder(orderId: string): Promise<void> {
  const payments = await Payment.findAll({ where: { orderId } });
  for (const payment of payments) {
    if (!payment.providerSessionId) continue;
    const gateway = gatewayNamed(payment.provider);
    if (payment.status === "pending") await gateway.expireSession(payment.providerSessionId);
    if (payment.status !== "captured" || payment.refundedAmount === payment.capturedAmount) continue;
    const total = money(payment.capturedAmount, payment.currency);
    await gateway.refund(payment.providerSessionId, total, `payment:${payment.id}:cancellation`);
    await transaction(() => recordRefund(orderId, payment.id));
  }
}

async function recordRefund(orderId: string, paymentId: string): Promise<void> {
  const order = await Order.findByPk(orderId, { lock: true, rejectOnEmpty: true });
  const payment = await Payment.findByPk(paymentId, { lock: true, rejectOnEmpty: true });
  if (payment.refundedAmount === payment.capturedAmount) return;
  await payment.update({ refundedAmount: payment.capturedAmount, refundedAt: clock.now() });
  await order.update({ paymentStatus: "refunded" });
}
