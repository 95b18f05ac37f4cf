import { enqueueOverdue, OVERDUE_BATCH } from "../models/payments/enqueueOverdue.js";

/** Adds a job (expirePayment) for each expired payment, in batches. */
export async function enqueueExpiredPayments(_payload: unknown, stopping: AbortSignal): Promise<void> {
  while ((await enqueueOverdue()).length === OVERDUE_BATCH && !stopping.aborted);
}
