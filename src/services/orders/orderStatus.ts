import { IllegalTransition } from "../../errors.js";
import type { OrderStatus } from "../../models/orders/Order.js";

/** Where an order may go from where it is; the database's CHECK on order_status_changes says the same. */
const NEXT: Record<OrderStatus, OrderStatus[]> = {
  pending: ["processing", "cancelled"],
  processing: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
};

/** @throws IllegalTransition with `from`, `to` and `allowed` */
export function assertTransition(from: OrderStatus, to: OrderStatus): void {
  if (!NEXT[from].includes(to)) throw new IllegalTransition({ from, to, allowed: NEXT[from] });
}
