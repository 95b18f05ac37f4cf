import { Payment } from "../../models/payments/Payment.js";
import { WebhookEvent } from "../../models/payments/WebhookEvent.js";
import { settlePayment } from "./settlePayment.js";

/**
 * Settles the payment of a webhook of the inbox. A webhook only names a session, whose state is fetched from the provider:
 * webhooks may arrive twice, late or out of order. The payment is looked up here, because a webhook may arrive before
 * checkout has recorded the session. It ignores sessions of other applications.
 */
export async function settleWebhook(webhookEventId: string): Promise<void> {
  const event = await WebhookEvent.findByPk(webhookEventId);
  const payment = event && (await Payment.ofSession(event.provider, event.providerSessionId));
  if (payment) await settlePayment(payment.id);
}
