import { refundCancelledOrder } from "../../services/payments/refundCancelledOrder.js";
import type { Subscriber } from "../subscriber.js";

export const refundOnCancellation: Subscriber<"order.cancelled"> = {
  on: "order.cancelled",
  run: ({ orderId }) => refundCancelledOrder(orderId),
};
