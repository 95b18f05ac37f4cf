import { newId } from "../lib/ids.js";
import { insertEvent } from "../models/system/insertEvent.js";
import { type EventName, type Events, SUBSCRIPTIONS } from "./catalog.js";

const subscribersOf = (name: EventName): readonly string[] =>
  (SUBSCRIPTIONS as Partial<Record<EventName, readonly string[]>>)[name] ?? [];

/**
 * Stores an event in the transaction of its change, with a job for each subscriber. Events are written nowhere else. The
 * jobs run after the commit, at least once, so subscribers must be idempotent.
 */
export const publish = <Name extends EventName>(name: Name, payload: Events[Name]): Promise<void> =>
  insertEvent({ id: newId(), name, payload }, subscribersOf(name));
