import { oldEmailChanges, purge, spentCodes } from "../models/system/purgeStatements.js";

/** Codes are good for ten minutes and counted for an hour; former addresses are kept for 30 days. */
export async function purgeSpentCodes(_payload: unknown, stopping: AbortSignal): Promise<void> {
  for (const some of [spentCodes, oldEmailChanges]) await purge(some, stopping);
}
