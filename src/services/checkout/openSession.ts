import { gatewayNamed } from "../../gateways/gateways.js";
import type { OpenedSession, SessionRequest } from "../../lib/payments/gateway.js";

/** An open session at the provider, and its payment. */
export type PaymentSession = OpenedSession & { paymentId: string };

/**
 * Opens a payment session at the provider, outside any transaction. Idempotent: a payment has one session.
 * @param request null if the payment has already ended and needs no session
 */
export async function openSession(
  provider: string,
  request: SessionRequest | null,
): Promise<PaymentSession | null> {
  if (!request) return null;
  return { paymentId: request.paymentId, ...(await gatewayNamed(provider).openSession(request)) };
}
