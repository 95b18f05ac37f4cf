import { passedRateLimits, purge } from "../models/system/purges.js";

/** Deletes rate-limit counters whose window has ended. */
export const purgeRateLimits = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(passedRateLimits, stopping);
