import { Payment } from "../../models/payments/Payment.js";
import { endSession } from "./endSession.js";
import { forEachPayment } from "./forEachPayment.js";
import { refundPayment } from "./refundPayment.js";

/**
 * Ends the open sessions of a cancelled order, then refunds its payments in the amounts and currencies received.
 * Idempotent.
 */
export async function refundCancelledOrder(orderId: string): Promise<void> {
  await forEachPayment(await Payment.attemptsAt(orderId), async ({ id }) => {
    await endSession(id);
    await refundPayment(id);
  });
}
