import type { Payment } from "../../models/payments/Payment.js";

/**
 * Does something to each payment, also after one has failed: a provider that is out of order must not keep another
 * one's money.
 * @throws the first failure, once all have been tried
 */
export async function forEachPayment(
  payments: Payment[],
  act: (payment: Payment) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const payment of payments) await act(payment).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
