import { Payment } from "../../models/payments/Payment.js";
import { endSession } from "../payments/endSession.js";
import { forEachPayment } from "../payments/forEachPayment.js";

/** Ends the payments of an order that are past their time, so that another attempt need not wait for the job. */
export const endOverduePayments = async (orderId: string): Promise<void> =>
  forEachPayment(await Payment.overdue(orderId), ({ id }) => endSession(id));
