import type { Payment } from "../../models/payments/Payment.js";

/**
 * Runs `act` for every payment, even after a failure: an unavailable provider must not delay other refunds.
 * @throws the first failure, once all have run
 */
export async function forEachPayment(
  payments: Payment[],
  act: (payment: Payment) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const payment of payments) await act(payment).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
