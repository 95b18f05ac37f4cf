import { purgeOf } from "../models/system/purgeStatements.js";

const purge = purgeOf("one_time_codes", "t.created_at < now() - interval '48 hours'");

/** Codes are good for ten minutes and counted for an hour. */
export const purgeSpentCodes = (_payload: unknown, stopping: AbortSignal): Promise<void> => purge(stopping);
