import { IllegalTransition } from "../../errors/orders.js";
import { legalMoves } from "../../models/orders/legalMoves.js";
import type { OrderStatus } from "../../models/orders/Order.js";

/** @throws IllegalTransition with `from`, `to` and `allowed` */
export function assertTransition(from: OrderStatus, to: OrderStatus): void {
  const allowed = legalMoves[from];
  if (!allowed.includes(to)) throw new IllegalTransition({ from, to, allowed });
}
