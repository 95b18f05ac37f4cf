import { IdempotencyKeyRequired } from "../../errors/system.js";
import type { Action } from "../../http/action.js";
import { created } from "../../http/reply.js";
import type { RetryPayment } from "../../requests/orders/orders.js";
import { defaultProvider } from "../../gateways/gateways.js";
import { payAgain } from "../../services/checkout/payAgain.js";
import { type CheckoutView, renderCheckout } from "../../views/orders/checkout.js";
import { orderEtag } from "../../services/orders/orderEtag.js";
import { ownOrder } from "../orders/orders.js";

export const create: Action<typeof RetryPayment, typeof CheckoutView> = async (call) => {
  const { id } = await ownOrder(call, call.params.id);
  if (!call.idempotency) throw new IdempotencyKeyRequired();
  const provider = call.body.paymentProvider ?? defaultProvider();
  return payAgain(id, provider, call.request, call.idempotency, (order) =>
    created(renderCheckout(order, null), `/api/v1/orders/${id}`, { etag: orderEtag(order) }),
  );
};
