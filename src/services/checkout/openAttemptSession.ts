import { Payment } from "../../models/payments/Payment.js";
import { endSession } from "../payments/endSession.js";
import { forEachPayment } from "../payments/forEachPayment.js";
import { loadSessionRequest } from "../payments/loadSessionRequest.js";
import type { PaymentAttempt } from "./beginPaymentAttempt.js";
import { openSession, type PaymentSession } from "./openSession.js";

/**
 * Opens the session of another payment attempt, outside any transaction. It first ends the sessions of earlier attempts
 * that may still be open at their provider, so that the order is not paid twice.
 */
export async function openAttemptSession({
  id,
  orderId,
  provider,
}: PaymentAttempt): Promise<PaymentSession | null> {
  const attempts = await Payment.attemptsAt(orderId);
  const earlier = attempts.slice(
    0,
    attempts.findIndex((payment) => payment.id === id),
  );
  await forEachPayment(
    earlier.filter(({ isEndable }) => isEndable),
    (payment) => endSession(payment.id),
  );
  return openSession(provider, await loadSessionRequest(id));
}
