import type { EventName, Events } from "../events/catalog.js";

/** What happens after a fact. It may run more than once for one event, so doing it twice must be doing it once. */
export type Subscriber<Name extends EventName = EventName> = {
  on: Name;
  run(payload: Events[Name]): Promise<void>;
};
