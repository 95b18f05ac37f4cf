import { Payment } from "../../models/payments/Payment.js";
import { endSession } from "./endSession.js";
import { forEachPayment } from "./forEachPayment.js";
import { refundPayment } from "./refundPayment.js";

/**
 * Ends every session of a cancelled order that may be open, then refunds what its payments brought, in the amount and
 * currency that came. Idempotent.
 */
export async function refundCancelledOrder(orderId: string): Promise<void> {
  await forEachPayment(await Payment.attemptsAt(orderId), async ({ id }) => {
    await endSession(id);
    await refundPayment(id);
  });
}
