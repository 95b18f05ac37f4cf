import { Payment } from "../../models/payments/Payment.js";
import type { PaymentAttempt } from "./beginPaymentAttempt.js";

/** The result of beginPaymentAttempt() for a payment whose request died or still waits for the provider. */
export async function resumePaymentAttempt(id: string): Promise<PaymentAttempt> {
  const { orderId, provider } = await Payment.findByPk(id, { rejectOnEmpty: true });
  return { id, orderId, provider };
}
