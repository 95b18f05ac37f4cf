import { endOtherSessions as endSessions } from "../../services/payments/endOtherSessions.js";
import { refundCancelledOrder } from "../../services/payments/refundCancelledOrder.js";
import { refundPayment } from "../../services/payments/refundPayment.js";
import type { Subscriber } from "../subscriber.js";

/** An order that is paid cannot be paid again: its other sessions end. */
export const endOtherSessions: Subscriber<"order.paid"> = ({ orderId, paymentId }) =>
  endSessions(orderId, paymentId);

export const refundOnCancellation: Subscriber<"order.cancelled"> = ({ orderId }) =>
  refundCancelledOrder(orderId);

export const refundDuplicate: Subscriber<"payment.duplicated"> = ({ paymentId }) => refundPayment(paymentId);
