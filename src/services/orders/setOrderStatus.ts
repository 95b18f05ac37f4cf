import { NotFound } from "../../errors/system.js";
import { assertFresh, type RequestFacts } from "../../http/action.js";
import { Order } from "../../models/orders/Order.js";
import { loadOrder, type OrderRow } from "../../models/orders/orderStatements.js";
import { type Move, moveOrder } from "./moveOrder.js";

type Freshness = Pick<RequestFacts, "ifMatch">;

/**
 * Moves an order by its id, under its lock, and answers it as it is afterwards.
 * @throws NotFound, StaleVersion, IllegalTransition, OutOfStock
 */
export async function setOrderStatus(id: string, move: Move, request: Freshness): Promise<OrderRow> {
  const order = await Order.lockById(id);
  assertFresh(request, orderEtag(order));
  await moveOrder(order, move);
  const [row] = await loadOrder({ orderId: id });
  if (!row) throw new Error(`order ${id} is gone`);
  return row;
}

/**
 * Clears what staff had to look at, without moving the order.
 * @returns the order, and why it was held
 * @throws NotFound when the order is not held, StaleVersion
 */
export async function clearHold(
  id: string,
  request: Freshness,
): Promise<{ order: OrderRow; heldReason: string }> {
  const order = await Order.lockById(id);
  assertFresh(request, orderEtag(order));
  const { heldReason } = order;
  if (!heldReason) throw new NotFound();
  await order.update({ heldReason: null });
  const [row] = await loadOrder({ orderId: id });
  if (!row) throw new Error(`order ${id} is gone`);
  return { order: row, heldReason };
}

/** The version that a client saw, for If-Match; one form for what is answered and what is compared. */
export const orderEtag = ({ id, version }: Pick<OrderRow, "id" | "version">): string => `${id}.${version}`;
