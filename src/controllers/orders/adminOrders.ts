import { type Action, staffActor } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { ok } from "../../http/reply.js";
import { countOrders, listOrders } from "../../models/orders/listOrders.js";
import { loadOrder } from "../../models/orders/loadOrder.js";
import type * as requests from "../../requests/orders/orders.js";
import * as holds from "../../services/orders/clearHold.js";
import { orderEtag } from "../../services/orders/orderEtag.js";
import { setOrderStatus } from "../../services/orders/setOrderStatus.js";
import {
  type AdminOrderListView,
  type AdminOrderView,
  renderAdminOrder,
} from "../../views/orders/adminOrder.js";

export const list: Action<typeof requests.ListAllOrders, typeof AdminOrderListView> = async ({ query }) => {
  const page = await pageOf(query, "orders:newest", {
    rows: (start, limit) => listOrders(query, limit, start),
    count: () => countOrders(query),
    render: renderAdminOrder,
  });
  return ok(page);
};

export const show: Action<typeof requests.ShowOrder, typeof AdminOrderView> = async ({ params }) => {
  const order = await loadOrder(params.id);
  return ok(renderAdminOrder(order), { etag: orderEtag(order) });
};

export const setStatus: Action<typeof requests.SetOrderStatus, typeof AdminOrderView> = async (call) => {
  const { params, body, request } = call;
  const { status: to, ...notes } = body;
  const move = { to, actor: staffActor(call), ...notes };
  const { order, before } = await setOrderStatus(params.id, move, request.ifMatch);
  call.audit({ before, after: { ...body, heldReason: order.heldReason } });
  return ok(renderAdminOrder(order), { etag: orderEtag(order) });
};

export const clearHold: Action<typeof requests.ClearHold, typeof AdminOrderView> = async ({
  params,
  request,
  audit,
}) => {
  const { order, before } = await holds.clearHold(params.id, request.ifMatch);
  audit({ before, after: { heldReason: null } });
  return ok(renderAdminOrder(order), { etag: orderEtag(order) });
};
