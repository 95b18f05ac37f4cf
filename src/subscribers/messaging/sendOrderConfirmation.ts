import { config } from "../../config.js";
import { loadOrder } from "../../models/orders/loadOrder.js";
import { sendMail } from "../../services/messaging/sendMail.js";
import { renderOrderConfirmation } from "../../views/messaging/orderConfirmation.js";
import type { Subscriber } from "../subscriber.js";

export const sendOrderConfirmation: Subscriber<"order.paid"> = async ({ orderId }) => {
  const order = await loadOrder(orderId);
  const mail = renderOrderConfirmation(order, config.shopName);
  await sendMail(`order:${orderId}:confirmation`, order.email, order.userId, mail);
};
