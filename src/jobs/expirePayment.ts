import { endSession } from "../services/payments/endSession.js";

/**
 * Gives up a payment that has expired. Its session is ended at the provider first and read afterwards: a payment made at
 * the last moment is kept, and stock is released only when it can no longer be paid.
 */
export const expirePayment = ({ paymentId }: { paymentId: string }): Promise<void> => endSession(paymentId);
