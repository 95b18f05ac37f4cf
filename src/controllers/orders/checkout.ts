import { IdempotencyKeyRequired } from "../../errors/system.js";
import type { Action } from "../../http/action.js";
import { created } from "../../http/reply.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import type { Checkout } from "../../requests/orders/orders.js";
import { checkOut } from "../../services/checkout/checkOut.js";
import { defaultProvider } from "../../gateways/gateways.js";
import { type CheckoutView, renderCheckout } from "../../views/orders/checkout.js";
import { orderEtag } from "../../services/orders/orderEtag.js";

const reply = (order: OrderRow, accessToken: string | null) =>
  created(renderCheckout(order, accessToken), `/api/v1/orders/${order.id}`, { etag: orderEtag(order) });

export const create: Action<typeof Checkout, typeof CheckoutView> = (call) => {
  const { body, caller, idempotency, request } = call;
  if (!idempotency) throw new IdempotencyKeyRequired();
  const provider = body.paymentProvider ?? defaultProvider();
  return checkOut(caller, { ...body, provider, ifMatch: request.ifMatch }, idempotency, reply);
};
