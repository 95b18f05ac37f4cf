import { purgeOf } from "../models/system/purgeStatements.js";

const purge = purgeOf("rate_limits", "t.expire < extract(epoch FROM now()) * 1000");

/** Counters whose window is over count for nothing. */
export const purgeRateLimits = (_payload: unknown, stopping: AbortSignal): Promise<void> => purge(stopping);
