import { Op } from "sequelize";
import { config } from "../config.js";
import { MalformedRequest, NotFound } from "../errors/system.js";
import { clock } from "../lib/clock.js";
import { newId } from "../lib/ids.js";
import { money } from "../lib/money.js";
import type { PaymentGateway, WebhookNotice } from "../lib/payments/gateway.js";
import { sign, verifySignature } from "./signature.js";
import { TestPaymentSession, type TestSessionStatus } from "../models/payments/TestPaymentSession.js";

/** Stripe's header is called Stripe-Signature; ours is built the same way. */
const SIGNATURE_HEADER = "cartwright-signature";

/**
 * The built-in provider, for trying the shop without an account anywhere. It behaves like a foreign one: its own
 * memory (test_payment_sessions), a hosted page (/pay/test/:paymentId), signed webhooks, and no say in our tables.
 */
export const testGateway: PaymentGateway = {
  name: "test",

  async openSession({ paymentId, orderNumber, total, lines, returnUrl, expiresAt }) {
    const sessionId = `test_${paymentId}`;
    const { amount, currency } = total;
    await TestPaymentSession.bulkCreate(
      [{ id: sessionId, paymentId, orderNumber, amount, currency, lines, returnUrl, expiresAt }],
      { ignoreDuplicates: true },
    );
    return { sessionId, redirectUrl: `${config.publicUrl}/pay/test/${paymentId}` };
  },

  async fetchSession(sessionId) {
    const session = await TestPaymentSession.findByPk(sessionId);
    if (!session) throw new NotFound();
    return { status: session.statusNow, total: money(session.amount, session.currency) };
  },

  async expireSession(sessionId) {
    await TestPaymentSession.update({ status: "expired" }, { where: { id: sessionId, status: "open" } });
  },

  async refund(sessionId, { amount }) {
    // The amount is set, not added: the same refund asked for twice is one.
    await TestPaymentSession.update({ refundedAmount: amount }, { where: { id: sessionId, status: "paid" } });
  },

  readWebhook(rawBody, headers) {
    verifySignature(config.testPaymentsSecret, rawBody, headers[SIGNATURE_HEADER]);
    const { id, type, sessionId } = JSON.parse(rawBody.toString("utf8")) as Record<string, unknown>;
    if (typeof id !== "string" || typeof type !== "string" || typeof sessionId !== "string")
      throw new MalformedRequest();
    return { eventId: id, type, sessionId } satisfies WebhookNotice;
  },
};

/** What the shopper did on the hosted page. Only an open session that has not expired takes an outcome. */
export async function decideTestSession(sessionId: string, outcome: TestSessionStatus): Promise<boolean> {
  const [changed] = await TestPaymentSession.update(
    { status: outcome },
    { where: { id: sessionId, status: "open", expiresAt: { [Op.gt]: clock.now() } } },
  );
  return changed === 1;
}

/**
 * Posts the signed webhook to the shop, as a foreign provider would. That it does not arrive is not fatal: the return
 * page and the expiry settle the payment as well.
 * @param origin of this server, as the request reached it
 */
export async function sendTestWebhook(
  origin: string,
  sessionId: string,
  outcome: TestSessionStatus,
): Promise<void> {
  const body = Buffer.from(JSON.stringify({ id: `evt_${newId()}`, type: `session.${outcome}`, sessionId }));
  const headers = {
    "Content-Type": "application/json",
    [SIGNATURE_HEADER]: sign(config.testPaymentsSecret, body),
  };
  const response = await fetch(`${origin}/webhooks/test`, {
    method: "POST",
    headers,
    body,
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`the shop answered its test webhook with ${response.status}`);
}
