import { z } from "zod";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { OrderView, renderOrder } from "../orders/order.js";
import { PaymentView, renderPayment } from "../orders/payment.js";

export const CheckoutView = z
  .strictObject({ order: OrderView, payment: PaymentView })
  .meta({ id: "Checkout" });

/**
 * The response of a checkout and of another payment attempt: the order and the payment that the request created.
 * @param accessToken a guest's secret; null for a customer's order
 */
export const renderCheckout = (
  order: OrderRow,
  paymentId: string,
  accessToken: string | null,
): z.input<typeof CheckoutView> => {
  const payment = order.payments.find(({ id }) => id === paymentId);
  if (!payment) throw new Error(`order ${order.id} has no payment ${paymentId}`);
  return {
    order: { ...renderOrder(order), ...(accessToken !== null && { accessToken }) },
    payment: renderPayment(payment, order.currency),
  };
};
