import type { EventName, Events } from "../events/catalog.js";

/**
 * Reacts to an event, as a job of its own. It may run more than once for one event, so it must be idempotent.
 * events/catalog.ts names the event of each subscriber.
 */
export type Subscriber<Name extends EventName = EventName> = (payload: Events[Name]) => Promise<void>;
