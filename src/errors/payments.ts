import { defineError } from "./defineError.js";

/** Errors of payments and their providers. */
export const ProviderUnavailable = defineError<{ paymentProvider: string; available: string[] }>(
  "provider_unavailable",
  409,
  "The shop does not accept this payment method.",
);
export const InvalidSignature = defineError("invalid_signature", 400, "The webhook signature is not valid.");
export const PaymentNotOpen = defineError<{ sessionStatus: string }>(
  "payment_not_open",
  409,
  "This payment is settled or has expired.",
);
export const OrderAlreadyPaid = defineError<{ orderStatus: string; paymentStatus: string }>(
  "order_already_paid",
  409,
  "The order is paid, or can no longer be paid.",
);
export const PaymentStillOpen = defineError<{ paymentId: string; redirectUrl: string | null }>(
  "payment_still_open",
  409,
  "The order has an open payment; complete or cancel it.",
);
