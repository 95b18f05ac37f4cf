import { newId } from "../../lib/ids.js";
import type { WebhookNotice } from "../../lib/payments/gateway.js";
import { insertWebhookEvent } from "../../models/payments/paymentStatements.js";

/**
 * Puts a verified notice into the inbox, once per event however often it is sent. What it means is worked out by a
 * job (jobs/processWebhook.ts), so that the provider has its 200 at once and nothing is lost with a crash.
 */
export async function receiveWebhook(
  provider: string,
  { eventId, type, sessionId }: WebhookNotice,
): Promise<void> {
  await insertWebhookEvent([newId(), provider, eventId, type, sessionId]);
}
