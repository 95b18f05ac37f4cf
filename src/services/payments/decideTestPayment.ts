import { PaymentNotOpen } from "../../errors/payments.js";
import { NotFound } from "../../errors/system.js";
import { logger } from "../../logger.js";
import { TestPaymentSession } from "../../models/payments/TestPaymentSession.js";
import { findGateway } from "../../gateways/gateways.js";
import { settlePayment } from "./settlePayment.js";
import { decideTestSession, sendTestWebhook } from "../../gateways/testGateway.js";

type Outcome = "paid" | "declined" | "abandoned";

/** @throws NotFound when the shop takes no test payments or there is no such one */
export async function findTestPayment(paymentId: string): Promise<TestPaymentSession> {
  const session = findGateway("test") && (await TestPaymentSession.findOne({ where: { paymentId } }));
  if (!session) throw new NotFound();
  return session;
}

/**
 * What happens when a shopper decides on the test provider's page: the provider remembers it and tells the shop by
 * webhook; the shopper's return makes the shop look as well, so that they find their order settled.
 * @throws PaymentNotOpen when it was decided otherwise before, or has expired
 */
export async function decideTestPayment(
  paymentId: string,
  outcome: Outcome,
  localOrigin: string,
): Promise<TestPaymentSession> {
  const session = await findTestPayment(paymentId);
  const decided = await decideTestSession(session.id, outcome);
  await session.reload();
  if (!decided && session.status !== outcome) throw new PaymentNotOpen({ sessionStatus: session.statusNow });
  await sendTestWebhook(localOrigin, session.id, outcome).catch((error: unknown) =>
    logger.warn({ err: error, paymentId }, "the test provider could not reach the shop's webhook"),
  );
  await settlePayment(paymentId);
  return session;
}
