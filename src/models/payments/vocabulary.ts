import { SESSION_STATUSES } from "../../lib/payments/gateway.js";

/**
 * The statuses of a payment that received money. `captured`: it paid the order. `duplicate`: another payment had paid the
 * order. `mismatched`: the amount or currency differs.
 */
export const MONEY_STATUSES = ["captured", "duplicate", "mismatched"] as const;
export type MoneyStatus = (typeof MONEY_STATUSES)[number];

export const PAYMENT_STATUSES = ["pending", ...MONEY_STATUSES, "failed", "abandoned", "expired"] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** The test provider has the session statuses of the gateway port. */
export const TEST_SESSION_STATUSES = SESSION_STATUSES;
