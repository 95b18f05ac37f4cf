import { oldEmailChanges, purge, spentCodes } from "../models/system/purges.js";

/** Deletes codes, which are valid for ten minutes and counted for an hour, and previous addresses after 30 days. */
export async function purgeSpentCodes(_payload: unknown, stopping: AbortSignal): Promise<void> {
  for (const some of [spentCodes, oldEmailChanges]) await purge(some, stopping);
}
