import { enqueueExpired, EXPIRY_BATCH } from "../models/payments/paymentStatements.js";

/** Makes a job (expirePayment) for each payment whose time is over. It goes on while there are whole batches of them. */
export async function enqueueExpiredPayments(_payload: unknown, stopping: AbortSignal): Promise<void> {
  while ((await enqueueExpired()).length === EXPIRY_BATCH && !stopping.aborted);
}
