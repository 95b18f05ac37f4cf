import { Payment } from "../models/payments/Payment.js";
import { WebhookEvent } from "../models/payments/WebhookEvent.js";
import { settlePayment } from "../services/payments/settlePayment.js";

/**
 * Works off a webhook of the inbox. It only names a session, and the provider is asked for its state, so webhooks may
 * come twice, late or out of order. The payment is looked up here, because a webhook may arrive before checkout has
 * recorded the session. A session that is not ours is ignored.
 */
export async function processWebhook({ webhookEventId }: { webhookEventId: string }): Promise<void> {
  const event = await WebhookEvent.findByPk(webhookEventId);
  const payment = event && (await Payment.ofSession(event.provider, event.providerSessionId));
  if (payment) await settlePayment(payment.id);
}
