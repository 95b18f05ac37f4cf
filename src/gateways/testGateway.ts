import { config } from "../config.js";
import { MalformedRequest, NotFound } from "../errors/system.js";
import { money } from "../lib/money/money.js";
import type { PaymentGateway, WebhookNotice } from "../lib/payments/gateway.js";
import { TestPaymentSession } from "../models/payments/TestPaymentSession.js";
import { verifySignature } from "./signature.js";

/** Named like Stripe's `Stripe-Signature`; the value has the same form. */
export const SIGNATURE_HEADER = "cartwright-signature";

/**
 * The built-in provider, which needs no external account. It behaves like an external one: it has its own storage
 * (test_payment_sessions), a hosted page (/pay/test/:paymentId) and signed webhooks, and does not write to the shop's tables.
 */
export const testGateway: PaymentGateway = {
  name: "test",

  async openSession({ total, ...request }) {
    const sessionId = `test_${request.paymentId}`;
    await TestPaymentSession.open({ id: sessionId, ...total, ...request });
    return { sessionId, redirectUrl: `${config.publicUrl}/pay/test/${request.paymentId}` };
  },

  async fetchSession(sessionId) {
    const session = await TestPaymentSession.findByPk(sessionId);
    if (!session) throw new NotFound();
    return { status: session.statusNow, total: money(session.amount, session.currency) };
  },

  expireSession: (sessionId) => TestPaymentSession.expire(sessionId),

  refund: (sessionId, { amount }) => TestPaymentSession.refund(sessionId, amount),

  readWebhook(rawBody, headers) {
    verifySignature(config.testPaymentsSecret, rawBody, headers[SIGNATURE_HEADER]);
    const { id, type, sessionId } = JSON.parse(rawBody.toString("utf8")) as Record<string, unknown>;
    if (typeof id !== "string" || typeof type !== "string" || typeof sessionId !== "string")
      throw new MalformedRequest();
    return { eventId: id, type, sessionId } satisfies WebhookNotice;
  },
};
