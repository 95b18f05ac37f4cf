import { Payment } from "../../models/payments/Payment.js";
import { WebhookEvent } from "../../models/payments/WebhookEvent.js";
import { settlePayment } from "./settlePayment.js";

/**
 * Settles the payment that a webhook of the inbox is about. The webhook only names a session, and the provider is asked for
 * its state, so webhooks may come twice, late or out of order. The payment is looked up here, because a webhook may arrive
 * before checkout has recorded the session. It ignores sessions of other applications.
 */
export async function settleWebhook(webhookEventId: string): Promise<void> {
  const event = await WebhookEvent.findByPk(webhookEventId);
  const payment = event && (await Payment.ofSession(event.provider, event.providerSessionId));
  if (payment) await settlePayment(payment.id);
}
