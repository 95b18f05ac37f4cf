import { defineError } from "./defineError.js";

/** Errors of orders. */
export const IllegalTransition = defineError<{ from: string; to: string; allowed: readonly string[] }>(
  "illegal_transition",
  409,
  "The order cannot change from its current status to the requested one.",
);
