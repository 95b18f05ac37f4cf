import { oldEvents, oldMailsOfNobody, oldWebhookEvents, purge } from "../models/system/purges.js";

/** Deletes old webhook events, events and mails. */
export async function purgeMessages(_payload: unknown, stopping: AbortSignal): Promise<void> {
  for (const some of [oldWebhookEvents, oldEvents, oldMailsOfNobody]) await purge(some, stopping);
}
