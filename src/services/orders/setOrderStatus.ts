import { transaction } from "../../database/transaction.js";
import { assertFresh } from "../system/preconditions.js";
import { loadOrder } from "../../models/orders/loadOrder.js";
import { Order } from "../../models/orders/Order.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import type { HeldReason, OrderStatus } from "../../models/orders/vocabulary.js";
import { type Move, moveOrder } from "./moveOrder.js";
import { orderEtag } from "./orderEtag.js";

export type MovedOrder = { order: OrderRow; before: { status: OrderStatus; heldReason: HeldReason | null } };

/**
 * Locks an order and changes its status.
 * @param ifMatch the version that the client expects; null for any
 * @returns the order as it is now, and what it was before
 * @throws NotFound, StaleVersion, IllegalTransition, OutOfStock
 */
export const setOrderStatus = (id: string, move: Move, ifMatch: string | null): Promise<MovedOrder> =>
  transaction(async () => {
    const order = await Order.lockById(id);
    assertFresh(ifMatch, orderEtag(order));
    const { status, heldReason } = order;
    await moveOrder(order, move);
    return { order: await loadOrder(id), before: { status, heldReason } };
  });
