import { config } from "../../config.js";
import { money } from "../../lib/money.js";
import type { OpenedSession } from "../../lib/payments/gateway.js";
import { Order } from "../../models/orders/Order.js";
import { OrderItem } from "../../models/orders/OrderItem.js";
import { Payment } from "../../models/payments/Payment.js";
import { gatewayNamed } from "./gateways.js";

/**
 * Phase 2 of a checkout, outside any transaction: asks the provider for a session. Asking twice for one payment opens
 * one session, so a checkout that died half-way can be resumed here.
 */
export async function openPaymentSession(paymentId: string): Promise<OpenedSession> {
  const payment = await Payment.findByPk(paymentId, { rejectOnEmpty: true });
  const order = await Order.findByPk(payment.orderId, { rejectOnEmpty: true });
  const items = await OrderItem.findAll({ where: { orderId: order.id }, order: [["position", "ASC"]] });
  return gatewayNamed(payment.provider).openSession({
    paymentId,
    orderNumber: order.number,
    total: money(payment.amount, payment.currency),
    lines: items.map(({ title, quantity, lineTotalAmount }) => ({
      title,
      quantity,
      amount: lineTotalAmount,
    })),
    returnUrl: returnUrl(order.id),
    expiresAt: payment.expiresAt,
  });
}

/** Phase 3, in the caller's transaction: the session is on record. */
export async function recordPaymentSession(paymentId: string, session: OpenedSession): Promise<void> {
  await Payment.update(
    { providerSessionId: session.sessionId, redirectUrl: session.redirectUrl },
    { where: { id: paymentId } },
  );
}

/** Where a provider sends the shopper back to: the storefront, told which order it is about. */
function returnUrl(orderId: string): string {
  const url = new URL(config.paymentReturnUrl ?? `${config.publicUrl}/pay/return`);
  url.searchParams.set("orderId", orderId);
  return url.toString();
}
