import type { OpenedSession } from "../../lib/payments/gateway.js";
import { Payment } from "../../models/payments/Payment.js";
import { enqueueExpiry } from "../../models/payments/enqueueExpiry.js";

/**
 * Records a provider's session, in the caller's transaction. If the payment has already ended, a job ends the session,
 * because it must not be paid.
 */
export async function recordSession(paymentId: string, session: OpenedSession): Promise<void> {
  const payment = await Payment.recordSession(paymentId, session);
  if (!payment.isPending) await enqueueExpiry({ paymentIds: [paymentId] });
}
