import { transaction } from "../../database/transaction.js";
import { gatewayNamed } from "../../gateways/gateways.js";
import { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { giveUpPayment } from "./giveUpPayment.js";
import { settlePayment } from "./settlePayment.js";

/**
 * Ends a payment's session at the provider, so that it can no longer be paid, then records its final state: a payment
 * made at the last moment counts.
 * @throws Error if the provider still reports the session as open
 */
export async function endSession(paymentId: string): Promise<void> {
  const payment = await Payment.findByPk(paymentId);
  if (!payment || payment.isSettled) return;
  const { provider, providerSessionId, orderId } = payment;
  if (providerSessionId) await gatewayNamed(provider).expireSession(providerSessionId);
  else if (await transaction(() => giveUpUnopened(orderId, paymentId))) return;
  // The session was opened after the payment was read.
  else return endSession(paymentId);
  if (!(await settlePayment(paymentId)))
    throw new Error(`the session of payment ${paymentId} could not be ended`);
}

/** Ends a payment without a session, which cannot be paid. A checkout that opens one later ends it (recordSession()). */
async function giveUpUnopened(orderId: string, paymentId: string): Promise<boolean> {
  const order = await Order.lockById(orderId);
  const payment = await Payment.lockById(paymentId);
  if (payment.providerSessionId) return false;
  await giveUpPayment(order, payment, "expired");
  return true;
}
