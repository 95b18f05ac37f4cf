import { settleWebhook } from "../services/payments/settleWebhook.js";

/** Settles the payment that a webhook of the inbox is about. */
export const processWebhook = ({ webhookEventId }: { webhookEventId: string }): Promise<void> =>
  settleWebhook(webhookEventId);
