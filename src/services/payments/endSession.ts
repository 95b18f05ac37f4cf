import { transaction } from "../../database/transaction.js";
import { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { gatewayNamed } from "../../gateways/gateways.js";
import { giveUpPayment } from "./giveUpPayment.js";
import { settlePayment } from "./settlePayment.js";

/**
 * Ends a payment's session at the provider, so that it cannot be paid any more, and brings the payment in line with
 * what the provider says after that: money that came in the last moment is recorded.
 * @throws Error when the provider still says that the session is open
 */
export async function endSession(paymentId: string): Promise<void> {
  const payment = await Payment.findByPk(paymentId);
  if (!payment || payment.isSettled) return;
  const { provider, providerSessionId, orderId } = payment;
  if (providerSessionId) await gatewayNamed(provider).expireSession(providerSessionId);
  else if (await transaction(() => giveUpUnopened(orderId, paymentId))) return;
  // The session was opened between the two looks.
  else return endSession(paymentId);
  if (!(await settlePayment(paymentId)))
    throw new Error(`the session of payment ${paymentId} could not be ended`);
}

/** Without a session there is nothing to pay. A checkout that is about to record one finds the payment given up. */
async function giveUpUnopened(orderId: string, paymentId: string): Promise<boolean> {
  const order = await Order.lockById(orderId);
  const payment = await Payment.findByPk(paymentId, { lock: true, rejectOnEmpty: true });
  if (payment.providerSessionId) return false;
  await giveUpPayment(order, payment, "expired");
  return true;
}
