import { z } from "zod";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { OrderView, renderOrder } from "./order.js";
import { PaymentView, renderPayment } from "./payment.js";

export const CheckoutView = z
  .strictObject({ order: OrderView, payment: PaymentView })
  .meta({ id: "Checkout" });

/**
 * The response of checkout: the order and its newest payment.
 * @param accessToken a guest's secret; null for a customer's order
 */
export const renderCheckout = (order: OrderRow, accessToken: string | null): z.input<typeof CheckoutView> => {
  const newest = order.payments.at(-1);
  if (!newest) throw new Error(`order ${order.id} has no payment`);
  return {
    order: { ...renderOrder(order), ...(accessToken !== null && { accessToken }) },
    payment: renderPayment(newest, order.currency),
  };
};
