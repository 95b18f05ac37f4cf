import { IdempotencyKeyRequired } from "../../errors/system.js";
import type { Action } from "../../http/action.js";
import { created } from "../../http/reply.js";
import type { Checkout } from "../../requests/orders/orders.js";
import { checkOut } from "../../services/checkout/checkOut.js";
import { defaultProvider } from "../../gateways/gateways.js";
import { renderCheckout } from "../../views/orders/checkout.js";
import { orderEtag } from "../../services/orders/orderEtag.js";

export const create: Action<typeof Checkout> = ({ body, caller, idempotency, request }) => {
  if (!idempotency) throw new IdempotencyKeyRequired();
  const provider = body.paymentProvider ?? defaultProvider();
  return checkOut(
    caller,
    { ...body, provider, ifMatch: request.ifMatch },
    idempotency,
    (order, accessToken) =>
      created(renderCheckout(order, accessToken), `/api/v1/orders/${order.id}`, { etag: orderEtag(order) }),
  );
};
