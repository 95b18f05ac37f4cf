import { config } from "../../config.js";
import { positional } from "../../database/statement.js";
import { money } from "../../lib/money.js";
import type { OpenedSession, SessionLine, SessionRequest } from "../../lib/payments/gateway.js";
import { Order } from "../../models/orders/Order.js";
import { OrderItem } from "../../models/orders/OrderItem.js";
import { Payment, type PaymentAttemptStatus } from "../../models/payments/Payment.js";
import { enqueueExpiry } from "../../models/payments/paymentStatements.js";

/** What a provider is asked for an order that was just written; nothing has to be read again. */
export const sessionRequest = (
  order: OrderFacts,
  payment: PaymentFacts,
  lines: SessionLine[],
): SessionRequest => ({
  paymentId: payment.id,
  orderNumber: order.number,
  total: money(payment.amount, payment.currency),
  lines,
  returnUrl: returnUrl(order.id),
  expiresAt: payment.expiresAt,
});
type OrderFacts = { id: string; number: string };
type PaymentFacts = { id: string; amount: number; currency: string; expiresAt: Date };

/**
 * The same for a payment on record: another try, or a checkout that died half-way.
 * @returns null when the payment was given up meanwhile: there is nothing to pay
 */
export async function sessionRequestFor(paymentId: string): Promise<SessionRequest | null> {
  const payment = await Payment.findByPk(paymentId, { rejectOnEmpty: true });
  if (payment.status !== "pending") return null;
  const order = await Order.findByPk(payment.orderId, { rejectOnEmpty: true });
  const items = await OrderItem.findAll({ where: { orderId: order.id }, order: [["position", "ASC"]] });
  const lines = items.map(({ title, quantity, lineTotalAmount }) => ({
    title,
    quantity,
    amount: lineTotalAmount,
  }));
  return sessionRequest(order, payment, lines);
}

const recordSession = positional<{ status: PaymentAttemptStatus }>(
  "UPDATE payments SET provider_session_id = $2, redirect_url = $3, updated_at = now() WHERE id = $1 RETURNING status",
);

/**
 * Phase 3, in the caller's transaction: the session is on record, whatever became of the payment meanwhile. The session
 * of a payment that was given up is ended by a job, because it must not be paid.
 */
export async function recordPaymentSession(paymentId: string, session: OpenedSession): Promise<void> {
  const [payment] = await recordSession([paymentId, session.sessionId, session.redirectUrl]);
  if (payment?.status !== "pending") await enqueueExpiry([[paymentId]]);
}

/** Where a provider sends the shopper back to: the storefront, told which order it is about. */
function returnUrl(orderId: string): string {
  const url = new URL(config.paymentReturnUrl ?? `${config.publicUrl}/pay/return`);
  url.searchParams.set("orderId", orderId);
  return url.toString();
}
