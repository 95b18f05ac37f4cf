import { Order } from "../../models/orders/Order.js";
import { Payment } from "../../models/payments/Payment.js";
import { loadSessionRequest } from "../payments/loadSessionRequest.js";
import type { PlacedOrder } from "./placeOrder.js";

/** The result of placeOrder() for an order whose checkout died or still waits for the provider. */
export async function resumeOrder(
  id: string,
  guestSecret: (orderId: string) => string,
): Promise<PlacedOrder> {
  const order = await Order.findByPk(id, { rejectOnEmpty: true });
  const payment = await Payment.firstOf(id);
  const accessToken = order.userId === null ? guestSecret(id) : null;
  const session = await loadSessionRequest(payment.id);
  return { id, paymentId: payment.id, provider: payment.provider, session, accessToken };
}
