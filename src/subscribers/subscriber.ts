import type { EventName, Events } from "../events/catalog.js";

/**
 * Handles an event in a separate job. It may run more than once per event, so it must be idempotent. events/catalog.ts
 * maps events to subscribers.
 */
export type Subscriber<Name extends EventName = EventName> = (payload: Events[Name]) => Promise<void>;
