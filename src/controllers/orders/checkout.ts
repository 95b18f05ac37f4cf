import { IdempotencyKeyRequired } from "../../errors.js";
import type { Action } from "../../lib/action.js";
import { created } from "../../lib/reply.js";
import type { Checkout } from "../../requests/orders/orders.js";
import { checkOut } from "../../services/orders/checkOut.js";
import { defaultProvider } from "../../services/payments/gateways.js";
import { renderCheckout } from "../../views/orders/order.js";
import { orderEtag } from "../../services/orders/setOrderStatus.js";

export const create: Action<typeof Checkout> = ({ body, shopper, idempotency, request }) => {
  if (!idempotency) throw new IdempotencyKeyRequired();
  const provider = body.paymentProvider ?? defaultProvider();
  return checkOut(
    shopper,
    { ...body, provider, ifMatch: request.ifMatch },
    idempotency,
    (order, accessToken) =>
      created(renderCheckout(order, accessToken), `/api/v1/orders/${order.id}`, { etag: orderEtag(order) }),
  );
};
