import { Payment } from "../../models/payments/Payment.js";
import { endSession } from "./endSession.js";
import { forEachPayment } from "./forEachPayment.js";

/**
 * Ends what else an order could be paid by: an order takes one payment at a time.
 * @param paymentId the one that stays
 */
export async function endOtherSessions(orderId: string, paymentId: string): Promise<void> {
  const others = (await Payment.endable(orderId)).filter(({ id }) => id !== paymentId);
  await forEachPayment(others, ({ id }) => endSession(id));
}
