import { refundCancelledOrder } from "../../services/payments/refundCancelledOrder.js";
import { refundPayment } from "../../services/payments/refundPayment.js";
import type { Subscriber } from "../subscriber.js";

export const refundOnCancellation: Subscriber<"order.cancelled"> = ({ orderId }) =>
  refundCancelledOrder(orderId);

export const refundDuplicate: Subscriber<"payment.duplicated"> = ({ paymentId }) => refundPayment(paymentId);
