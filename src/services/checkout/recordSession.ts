import { loadOrder, type OrderRow } from "../../models/orders/orderStatements.js";
import { recordPaymentSession } from "../payments/openPayment.js";
import type { PaymentSession } from "./openSession.js";

/**
 * The last phase of a checkout and of a payment attempt, in the caller's transaction.
 * @param session null when none was opened
 * @returns the order with the payment as it is now
 */
export async function recordSession(orderId: string, session: PaymentSession | null): Promise<OrderRow> {
  if (session) await recordPaymentSession(session.paymentId, session);
  const [order] = await loadOrder({ orderId });
  if (!order) throw new Error(`order ${orderId} is gone`);
  return order;
}
