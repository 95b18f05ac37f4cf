import { defineError } from "./defineError.js";

/** Errors of orders. */
export const IllegalTransition = defineError<{ from: string; to: string; allowed: readonly string[] }>(
  "illegal_transition",
  409,
  "The order cannot move from its status to that one.",
);
