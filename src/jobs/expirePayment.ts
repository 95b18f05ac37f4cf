import { endSession } from "../services/payments/endSession.js";

/**
 * Ends an expired payment. It ends the session at the provider first and then reads its state: a payment made at the last
 * moment counts, and stock is released only once it can no longer be paid.
 */
export const expirePayment = ({ paymentId }: { paymentId: string }): Promise<void> => endSession(paymentId);
