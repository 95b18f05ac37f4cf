import { NotFound } from "../../errors/system.js";
import { findGateway } from "../../gateways/gateways.js";
import { newId } from "../../lib/ids.js";
import { insertWebhookEvent } from "../../models/payments/insertWebhookEvent.js";

/**
 * Verifies a webhook and stores it, once per event even if the provider sends it again. A job (jobs/processWebhook.ts)
 * processes it later, so the response is immediate and a crash loses nothing.
 * @throws NotFound if the shop does not have this provider, InvalidSignature
 */
export async function receiveWebhook(
  provider: string,
  rawBody: Buffer,
  headers: Record<string, string | string[] | undefined>,
): Promise<void> {
  const gateway = findGateway(provider);
  if (!gateway) throw new NotFound();
  await insertWebhookEvent({ id: newId(), provider, ...gateway.readWebhook(rawBody, headers) });
}
