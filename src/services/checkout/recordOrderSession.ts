import { loadOrder } from "../../models/orders/loadOrder.js";
import type { OrderRow } from "../../models/orders/orderRow.js";
import { recordSession } from "../payments/recordSession.js";
import type { PaymentSession } from "./openSession.js";

/**
 * The last phase of a checkout and of a payment attempt, in the caller's transaction.
 * @param session null if none was opened
 * @returns the order with the current state of the payment
 */
export async function recordOrderSession(orderId: string, session: PaymentSession | null): Promise<OrderRow> {
  if (session) await recordSession(session.paymentId, session);
  return loadOrder(orderId);
}
