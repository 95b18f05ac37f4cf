import { Payment } from "../../models/payments/Payment.js";
import { endSession } from "../payments/endSession.js";
import { forEachPayment } from "../payments/forEachPayment.js";

/** Ends the expired payments of an order, so that another attempt does not wait for the job. */
export const endOverduePayments = async (orderId: string): Promise<void> =>
  forEachPayment(await Payment.overdue(orderId), ({ id }) => endSession(id));
