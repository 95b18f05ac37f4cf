import { statement } from "../database/statement.js";
import { errorLine } from "../lib/describeError.js";
import { logger } from "../lib/logger.js";

type Waiting = { id: string; name: string; payload: never; attempts: number };
type Listener = { on: string; run(payload: never): Promise<void> };

/** A lease instead of a lock: a subscriber may talk to the outside, and no transaction waits for the outside. */
const take = statement<Waiting>(`
  UPDATE outbox_events SET attempts = attempts + 1, next_attempt_at = now() + interval '60 seconds'
  WHERE id = (
    SELECT id FROM outbox_events WHERE processed_at IS NULL AND next_attempt_at <= now()
    ORDER BY next_attempt_at, id FOR UPDATE SKIP LOCKED LIMIT 1
  ) RETURNING id, name, payload, attempts`);
const finish = statement("UPDATE outbox_events SET processed_at = now(), last_error = NULL WHERE id = $1");
const postpone = statement(
  "UPDATE outbox_events SET next_attempt_at = now() + $2 * interval '1 second', last_error = $3 WHERE id = $1",
);

const LONGEST_PAUSE_SECONDS = 3600;

/**
 * Hands each waiting event to the subscribers that listen for it: at least once, in order of birth, by one worker at a
 * time whatever the number of processes. One that fails is tried again later, ever less often, and never dropped.
 * @returns how many events were handled
 */
export async function dispatchEvents(listeners: Listener[]): Promise<number> {
  let handled = 0;
  for (let [event] = await take(); event; [event] = await take()) {
    const { id, name, payload, attempts } = event;
    try {
      for (const listener of listeners) if (listener.on === name) await listener.run(payload);
      await finish([id]);
      handled += 1;
    } catch (error) {
      logger.error(
        { err: error, event: name, id, attempts },
        "a subscriber failed; the event will be tried again",
      );
      const pause = Math.min(2 ** attempts, LONGEST_PAUSE_SECONDS);
      await postpone([id, pause, errorLine(error).slice(0, 500)]);
    }
  }
  return handled;
}
