import type { WebhookNotice } from "../../lib/payments/gateway.js";
import { onceCommitted } from "../../database/transaction.js";
import { wakeWorkers } from "../../events/publish.js";
import { WebhookEvent } from "../../models/payments/WebhookEvent.js";

/**
 * Puts a verified notice into the inbox, once per event however often it is sent. What it means is worked out from
 * there (jobs/processWebhooks.ts), so that the provider has its 200 at once and nothing is lost with a crash.
 */
export async function receiveWebhook(
  provider: string,
  { eventId, type, sessionId }: WebhookNotice,
): Promise<void> {
  await WebhookEvent.bulkCreate([{ provider, eventId, type, providerSessionId: sessionId }], {
    ignoreDuplicates: true,
  });
  onceCommitted(wakeWorkers);
}
