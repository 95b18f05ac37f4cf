import { PaymentNotOpen } from "../../errors/payments.js";
import { sendTestWebhook } from "../../gateways/sendTestWebhook.js";
import type { SessionOutcome } from "../../lib/payments/gateway.js";
import { logger } from "../../logger.js";
import { TestPaymentSession } from "../../models/payments/TestPaymentSession.js";
import { findTestPayment } from "./findTestPayment.js";
import { settlePayment } from "./settlePayment.js";

/**
 * Applies the shopper's choice on the test provider's page: the provider stores the outcome and sends the webhook. It also
 * settles the payment at once, so that the order is up to date when the shopper returns.
 * @param localOrigin of this server, as the request reached it
 * @throws NotFound, PaymentNotOpen if the session has another outcome already or has expired
 */
export async function decideTestPayment(
  paymentId: string,
  outcome: SessionOutcome,
  localOrigin: string,
): Promise<TestPaymentSession> {
  const session = await findTestPayment(paymentId);
  const decided = await TestPaymentSession.decide(session.id, outcome);
  await session.reload();
  if (!decided && session.status !== outcome) throw new PaymentNotOpen({ sessionStatus: session.statusNow });
  await sendTestWebhook(localOrigin, session.id, outcome).catch((error: unknown) =>
    logger.warn({ err: error, paymentId }, "the test provider could not deliver its webhook"),
  );
  await settlePayment(paymentId);
  return session;
}
