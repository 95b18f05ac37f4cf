import type { Phases } from "../../http/phases.js";
import { created } from "../../http/reply.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import type { Checkout } from "../../requests/orders/orders.js";
import { busyWhenLocked } from "../../services/checkout/busyWhenLocked.js";
import { openSession, type PaymentSession } from "../../services/checkout/openSession.js";
import { type PlacedOrder, placeOrder } from "../../services/checkout/placeOrder.js";
import { recordOrderSession } from "../../services/checkout/recordOrderSession.js";
import { resumeOrder } from "../../services/checkout/resumeOrder.js";
import { orderEtag } from "../../services/orders/orderEtag.js";
import { type CheckoutView, renderCheckout } from "../../views/checkout/checkout.js";

/** The reply of a checkout and of another payment attempt. */
export const checkoutReply = (order: OrderRow, paymentId: string, accessToken: string | null) =>
  created(renderCheckout(order, paymentId, accessToken), `/api/v1/orders/${order.id}`, {
    etag: orderEtag(order),
  });

export const checkOut: Phases<typeof Checkout, typeof CheckoutView, PlacedOrder, PaymentSession | null> = {
  resource: "order",
  begin: ({ body, caller, request, secretFor }) =>
    placeOrder(caller, { ...body, ifMatch: request.ifMatch }, secretFor),
  resume: ({ secretFor }, id) => resumeOrder(id, secretFor),
  outside: (_call, { provider, session }) => openSession(provider, session),
  finish: async (_call, { id, paymentId, accessToken }, session) =>
    checkoutReply(await recordOrderSession(id, session), paymentId, accessToken),
  refusal: busyWhenLocked,
};
