import type { SessionRequest } from "../../lib/payments/gateway.js";
import { Payment } from "../../models/payments/Payment.js";
import { buildSessionRequest } from "./buildSessionRequest.js";

/**
 * The request for the session of a stored payment: a new attempt, or a checkout that failed before its session was
 * recorded.
 * @returns null if the payment has already ended
 */
export async function loadSessionRequest(paymentId: string): Promise<SessionRequest | null> {
  const payment = await Payment.loadWithOrder(paymentId);
  if (!payment.isPending) return null;
  const lines = payment.order.items.map(({ title, quantity, lineTotalAmount: amount }) => ({
    title,
    quantity,
    amount,
  }));
  return buildSessionRequest(payment.order, payment, lines);
}
