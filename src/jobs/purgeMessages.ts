import { oldEvents, oldMailsOfNobody, oldWebhookEvents, purge } from "../models/system/purgeStatements.js";

/** Deletes what was said and heard long ago. */
export async function purgeMessages(_payload: unknown, stopping: AbortSignal): Promise<void> {
  for (const some of [oldWebhookEvents, oldEvents, oldMailsOfNobody]) await purge(some, stopping);
}
