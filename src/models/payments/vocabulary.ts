import { SESSION_STATUSES } from "../../lib/payments/gateway.js";

/**
 * The statuses of a payment that brought money: `captured` paid the order, `duplicate` came after another payment had
 * paid it, `mismatched` came in another amount or currency.
 */
export const MONEY_STATUSES = ["captured", "duplicate", "mismatched"] as const;
export type MoneyStatus = (typeof MONEY_STATUSES)[number];

export const PAYMENT_STATUSES = ["pending", ...MONEY_STATUSES, "failed", "abandoned", "expired"] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** A session of the test provider has the statuses of every provider's session. */
export const TEST_SESSION_STATUSES = SESSION_STATUSES;
