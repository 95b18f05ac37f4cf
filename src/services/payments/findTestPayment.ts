import { NotFound } from "../../errors/system.js";
import { findGateway } from "../../gateways/gateways.js";
import { TestPaymentSession } from "../../models/payments/TestPaymentSession.js";

/** @throws NotFound if the test provider is off or has no payment with this id */
export async function findTestPayment(paymentId: string): Promise<TestPaymentSession> {
  const session = findGateway("test") && (await TestPaymentSession.findOne({ where: { paymentId } }));
  if (!session) throw new NotFound();
  return session;
}
