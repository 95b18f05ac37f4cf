import { paymentOfWebhookEvent } from "../models/payments/paymentStatements.js";
import { settlePayment } from "../services/payments/settlePayment.js";

/**
 * Works out a notice of the inbox. It only says which session to look at: the provider is asked what is true, so
 * notices may come twice, late or out of order. One about a session that is not ours means nothing to us.
 */
export async function processWebhook({ webhookEventId }: { webhookEventId: string }): Promise<void> {
  const [found] = await paymentOfWebhookEvent([webhookEventId]);
  if (found) await settlePayment(found.paymentId);
}
