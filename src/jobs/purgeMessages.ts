import { purgeOf } from "../models/system/purgeStatements.js";

/** Providers repeat a notice for some days; after that nobody sends the same one again. */
const purgeWebhookEvents = purgeOf("webhook_events", "t.received_at < now() - interval '30 days'");
/** Events that have a position were in the feed; a job that still waits carries its own copy of the event. */
const purgeEvents = purgeOf("events", "t.position IS NOT NULL AND t.created_at < now() - interval '90 days'");
/** Mails of an account go with the account; those of guests have nobody to delete them. */
const purgeGuestMails = purgeOf("mails", "t.user_id IS NULL AND t.created_at < now() - interval '90 days'");

/** Deletes what was said and heard long ago. */
export async function purgeMessages(_payload: unknown, stopping: AbortSignal): Promise<void> {
  for (const purge of [purgeWebhookEvents, purgeEvents, purgeGuestMails]) await purge(stopping);
}
