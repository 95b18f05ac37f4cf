import { NotFound } from "../../errors/system.js";
import { findGateway } from "../../gateways/gateways.js";
import { TestPaymentSession } from "../../models/payments/TestPaymentSession.js";

/** @throws NotFound when the shop takes no test payments, or none has this id */
export async function findTestPayment(paymentId: string): Promise<TestPaymentSession> {
  const session = findGateway("test") && (await TestPaymentSession.findOne({ where: { paymentId } }));
  if (!session) throw new NotFound();
  return session;
}
