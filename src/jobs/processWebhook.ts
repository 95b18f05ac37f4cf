import { settleWebhook } from "../services/payments/settleWebhook.js";

/** Settles the payment of a webhook of the inbox. */
export const processWebhook = ({ webhookEventId }: { webhookEventId: string }): Promise<void> =>
  settleWebhook(webhookEventId);
