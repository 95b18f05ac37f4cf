import { passedRateLimits, purge } from "../models/system/purgeStatements.js";

/** Counters whose window is over count for nothing. */
export const purgeRateLimits = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(passedRateLimits, stopping);
