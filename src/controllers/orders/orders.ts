import { NotFound } from "../../errors/system.js";
import { type Action, type Call, signedIn } from "../../http/action.js";
import { hashSecret } from "../../lib/ids.js";
import { created, ok } from "../../http/reply.js";
import { loadOwnOrder, type OrderRow } from "../../models/orders/orderStatements.js";
import type * as requests from "../../requests/orders/orders.js";
import { pageOrders } from "../../services/orders/pageOrders.js";
import { orderEtag, setOrderStatus } from "../../services/orders/setOrderStatus.js";
import { type OrderListView, type OrderView, renderOrder } from "../../views/orders/order.js";

/** The owner's two keys: an account, or the secret of a guest's order. */
const ownership = ({ caller }: Pick<Call, "caller">) => ({
  userId: caller.user?.id ?? null,
  tokenHash: caller.orderToken && hashSecret(caller.orderToken),
});

/** @throws NotFound when it is not there, or not theirs */
export async function ownOrder(call: Pick<Call, "caller">, id: string): Promise<OrderRow> {
  const { userId, tokenHash } = ownership(call);
  const [order] = await loadOwnOrder({ orderId: id, userId, tokenHash });
  if (!order) throw new NotFound();
  return order;
}

export const list: Action<typeof requests.ListOrders, typeof OrderListView> = async (call) => {
  const { userId, tokenHash } = ownership(call);
  if (!userId && !tokenHash) signedIn(call);
  const { orders, meta } = await pageOrders(userId ? { userId } : { tokenHash }, call.query);
  return ok({ data: orders.map(renderOrder), meta });
};

export const show: Action<typeof requests.ShowOrder, typeof OrderView> = async (call) => {
  const order = await ownOrder(call, call.params.id);
  return ok(renderOrder(order), { etag: orderEtag(order) });
};

export const cancel: Action<typeof requests.CancelOrder, typeof OrderView> = async (call) => {
  const { id } = await ownOrder(call, call.params.id);
  const actor = call.caller.user ? "customer" : "guest";
  const order = await setOrderStatus(id, { to: "cancelled", actor, note: call.body.note }, call.request);
  return created(renderOrder(order), `/api/v1/orders/${id}`, { etag: orderEtag(order) });
};
