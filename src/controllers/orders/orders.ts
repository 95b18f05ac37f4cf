import { type Action, type Call, signedIn } from "../../http/action.js";
import { pageOf } from "../../http/paging.js";
import { created, ok } from "../../http/reply.js";
import { hashSecret } from "../../lib/ids.js";
import { countOrders, listOrders } from "../../models/orders/listOrders.js";
import { loadOwnOrder, type Ownership } from "../../models/orders/loadOwnOrder.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import type * as requests from "../../requests/orders/orders.js";
import { orderEtag } from "../../services/orders/orderEtag.js";
import { setOrderStatus } from "../../services/orders/setOrderStatus.js";
import { type OrderListView, type OrderView, renderOrder } from "../../views/orders/order.js";

const ownership = ({ caller }: Pick<Call, "caller">): Ownership => ({
  userId: caller.user?.id ?? null,
  tokenHash: caller.orderToken && hashSecret(caller.orderToken),
});

/** @throws NotFound if the order does not exist or belongs to someone else */
export const ownOrder = (call: Pick<Call, "caller">, id: string): Promise<OrderRow> =>
  loadOwnOrder(id, ownership(call));

export const list: Action<typeof requests.ListOrders, typeof OrderListView> = async (call) => {
  const { userId, tokenHash } = ownership(call);
  if (!userId && !tokenHash) signedIn(call);
  const own = userId ? { userId } : { tokenHash };
  const page = await pageOf(call.query, "orders:newest", {
    rows: (start, limit) => listOrders(own, limit, start),
    count: () => countOrders(own),
    render: renderOrder,
  });
  return ok(page);
};

export const show: Action<typeof requests.ShowOrder, typeof OrderView> = async (call) => {
  const order = await ownOrder(call, call.params.id);
  return ok(renderOrder(order), { etag: orderEtag(order) });
};

export const cancel: Action<typeof requests.CancelOrder, typeof OrderView> = async (call) => {
  const { id } = await ownOrder(call, call.params.id);
  const move = {
    to: "cancelled",
    actor: call.caller.user ? "customer" : "guest",
    note: call.body.note,
  } as const;
  const { order } = await setOrderStatus(id, move, call.request.ifMatch);
  return created(renderOrder(order), `/api/v1/orders/${id}`, { etag: orderEtag(order) });
};
