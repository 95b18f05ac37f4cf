import { config } from "../config.js";
import { newId } from "../lib/ids.js";
import type { SessionOutcome } from "../lib/payments/gateway.js";
import { sign } from "./signature.js";
import { SIGNATURE_HEADER } from "./testGateway.js";

/**
 * Posts the signed webhook of the test provider to the shop. The payment page and the expiry also settle the payment,
 * so a lost webhook does no harm.
 * @param origin the origin at which the request reached this server
 */
export async function sendTestWebhook(
  origin: string,
  sessionId: string,
  outcome: SessionOutcome,
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
  if (!response.ok) throw new Error(`the shop responded to its test webhook with ${response.status}`);
}
