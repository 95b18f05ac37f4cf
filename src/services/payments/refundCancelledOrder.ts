import { Payment } from "../../models/payments/Payment.js";
import { endSession } from "./endSession.js";
import { forEachPayment } from "./forEachPayment.js";
import { refundPayment } from "./refundPayment.js";

/**
 * No money is kept for a dead order: every session that may be open is ended at the provider, and whatever the provider
 * says was paid is given back, in the amount and currency in which it came. Repeatable.
 */
export async function refundCancelledOrder(orderId: string): Promise<void> {
  await forEachPayment(await Payment.attemptsAt(orderId), async ({ id }) => {
    await endSession(id);
    await refundPayment(id);
  });
}
