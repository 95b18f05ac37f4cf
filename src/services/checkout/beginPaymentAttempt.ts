import { defaultProvider, gatewayNamed } from "../../gateways/gateways.js";
import { Order } from "../../models/orders/Order.js";
import { orderEtag } from "../orders/orderEtag.js";
import { assertFresh } from "../system/preconditions.js";
import { createPaymentAttempt } from "../payments/createPaymentAttempt.js";

/** `id` is the id of the payment. */
export type PaymentAttempt = { id: string; orderId: string; provider: string };

/**
 * The first phase of another payment attempt, in the caller's transaction: locks the order and creates the payment.
 * @param provider null for the shop's default
 * @param ifMatch the version of the order that the client expects
 * @throws ProviderUnavailable, StaleVersion, OrderAlreadyPaid, PaymentStillOpen, OutOfStock
 */
export async function beginPaymentAttempt(
  orderId: string,
  provider: string | null,
  ifMatch: string | null,
): Promise<PaymentAttempt> {
  const { name } = gatewayNamed(provider ?? defaultProvider());
  const order = await Order.findByPk(orderId, { lock: true, rejectOnEmpty: true });
  assertFresh(ifMatch, orderEtag(order));
  const { id } = await createPaymentAttempt(order, name);
  return { id, orderId, provider: name };
}
