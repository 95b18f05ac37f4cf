import { newId } from "../lib/ids.js";
import { insertEvent, insertEventWithJobs } from "../models/system/eventStatements.js";
import { type EventName, type Events, SUBSCRIPTIONS } from "./catalog.js";

const subscribersOf = (name: EventName): readonly string[] =>
  (SUBSCRIPTIONS as Partial<Record<EventName, readonly string[]>>)[name] ?? [];

/**
 * Writes a fact down in the transaction that makes it true, with a job for each of its subscribers. They run after
 * the commit, at least once, so a subscriber must be idempotent; if the transaction rolls back, it never happened.
 */
export async function publish<Name extends EventName>(name: Name, payload: Events[Name]): Promise<void> {
  const subscribers = subscribersOf(name);
  const event = [newId(), name, JSON.stringify(payload)];
  await (subscribers.length > 0 ? insertEventWithJobs([...event, subscribers]) : insertEvent(event));
}
