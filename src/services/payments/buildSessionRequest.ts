import { config } from "../../config.js";
import type { Money } from "../../lib/money/money.js";
import type { SessionLine, SessionRequest } from "../../lib/payments/gateway.js";

type OrderFacts = { id: string; number: string };
type PaymentFacts = { id: string; total: Money; expiresAt: Date };

/** The request for a provider's session, from values that checkout already has. */
export const buildSessionRequest = (
  order: OrderFacts,
  { id: paymentId, total, expiresAt }: PaymentFacts,
  lines: SessionLine[],
): SessionRequest => ({
  paymentId,
  orderNumber: order.number,
  total,
  lines,
  returnUrl: returnUrl(order.id),
  expiresAt,
});

/** The URL that the provider redirects the shopper to: the storefront, with the order's id. */
function returnUrl(orderId: string): string {
  const url = new URL(config.paymentReturnUrl ?? `${config.publicUrl}/pay/return`);
  url.searchParams.set("orderId", orderId);
  return url.toString();
}
