import type { EventName, Events } from "../events/catalog.js";

/**
 * What happens after a fact, as a job of its own. It may run more than once for one event, so it must be idempotent.
 * Which event it is told of is said in events/catalog.ts.
 */
export type Subscriber<Name extends EventName = EventName> = (payload: Events[Name]) => Promise<void>;
