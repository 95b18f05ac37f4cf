import { endSession } from "../services/payments/endSession.js";

/**
 * Gives up a payment that nobody made in time. The session is ended at the provider first and its truth asked after
 * that: a payment made in the last moment is kept, and stock is released only when it cannot be paid any more.
 */
export const expirePayment = ({ paymentId }: { paymentId: string }): Promise<void> => endSession(paymentId);
