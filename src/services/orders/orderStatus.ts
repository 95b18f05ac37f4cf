import { IllegalTransition } from "../../errors.js";
import { LEGAL_MOVES, type OrderStatus } from "../../models/orders/Order.js";

/** @throws IllegalTransition with `from`, `to` and `allowed` */
export function assertTransition(from: OrderStatus, to: OrderStatus): void {
  const allowed = LEGAL_MOVES[from];
  if (!allowed.includes(to)) throw new IllegalTransition({ from, to, allowed });
}
