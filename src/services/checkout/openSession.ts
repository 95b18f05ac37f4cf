import { gatewayNamed } from "../../gateways/gateways.js";
import type { OpenedSession, SessionRequest } from "../../lib/payments/gateway.js";

/** A payment session as the provider opened it, and the payment that it belongs to. */
export type PaymentSession = OpenedSession & { paymentId: string };

/**
 * Asks the provider for a payment session, outside any transaction. The same payment gets the same session.
 * @param request null for a payment that was cancelled meanwhile: it needs no session
 */
export async function openSession(
  provider: string,
  request: SessionRequest | null,
): Promise<PaymentSession | null> {
  if (!request) return null;
  return { paymentId: request.paymentId, ...(await gatewayNamed(provider).openSession(request)) };
}
