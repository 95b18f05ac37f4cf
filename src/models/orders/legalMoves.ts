import type { OrderStatus } from "./Order.js";

/** Where an order may go from where it is; the CHECK on order_status_changes states the same. */
export const legalMoves: Record<OrderStatus, OrderStatus[]> = {
  pending: ["processing", "cancelled"],
  processing: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
};
