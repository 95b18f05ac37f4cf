import { defineError } from "./defineError.js";

/** Errors of prices and shipping options. */
export const ShippingOptionUnavailable = defineError<{ shippingOptionId: string; country: string }>(
  "shipping_option_unavailable",
  409,
  "No shipping option covers the address, or the chosen one does not.",
  { constraints: { orders_shipping_option_check: {} } },
);
