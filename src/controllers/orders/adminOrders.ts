import { NotFound } from "../../errors/system.js";
import { type Action, staffActor } from "../../http/action.js";
import { ok } from "../../http/reply.js";
import { Order } from "../../models/orders/Order.js";
import { loadOrder } from "../../models/orders/orderStatements.js";
import type * as requests from "../../requests/orders/orders.js";
import { pageOrders } from "../../services/orders/pageOrders.js";
import * as orders from "../../services/orders/setOrderStatus.js";
import { orderEtag, setOrderStatus } from "../../services/orders/setOrderStatus.js";
import { renderAdminOrder } from "../../views/orders/adminOrder.js";

export const list: Action<typeof requests.ListAllOrders> = async ({ query }) => {
  const { orders, meta } = await pageOrders(query, query);
  return ok({ data: orders.map(renderAdminOrder), meta });
};

export const show: Action<typeof requests.ShowOrder> = async ({ params }) => {
  const [order] = await loadOrder([params.id]);
  if (!order) throw new NotFound();
  return ok(renderAdminOrder(order), { etag: orderEtag(order) });
};

export const setStatus: Action<typeof requests.SetOrderStatus> = async (call) => {
  const { params, body, request } = call;
  // Under its lock: nobody else's move comes between what it was and what it becomes.
  const { status, heldReason } = await Order.lockById(params.id);
  const { status: to, ...notes } = body;
  const order = await setOrderStatus(params.id, { to, actor: staffActor(call), ...notes }, request);
  call.audit({ before: { status, heldReason }, after: { ...body, heldReason: order.heldReason } });
  return ok(renderAdminOrder(order), { etag: orderEtag(order) });
};

export const clearHold: Action<typeof requests.ClearHold> = async ({ params, request, audit }) => {
  const { order, heldReason } = await orders.clearHold(params.id, request);
  audit({ before: { heldReason }, after: { heldReason: null } });
  return ok(renderAdminOrder(order), { etag: orderEtag(order) });
};
