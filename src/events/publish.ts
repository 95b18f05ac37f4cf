import { onceCommitted } from "../database/transaction.js";
import { statement } from "../database/statement.js";
import { newId } from "../lib/ids.js";
import type { EventName, Events } from "./catalog.js";

const insertEvent = statement("INSERT INTO outbox_events (id, name, payload) VALUES ($1, $2, $3)");

let wake: () => void = () => undefined;

/** The workers of this process ask to be woken when there is something to do; others find it by polling. */
export function onWork(nudge: () => void): void {
  wake = nudge;
}

/** Says that there is something to do. Only a nudge: without it the work is found a moment later. */
export const wakeWorkers = (): void => wake();

/**
 * Writes a fact down in the transaction that makes it true. Subscribers hear of it after the commit, at least once;
 * if the transaction rolls back, it never happened.
 */
export async function publish<Name extends EventName>(name: Name, payload: Events[Name]): Promise<void> {
  await insertEvent([newId(), name, JSON.stringify(payload)]);
  onceCommitted(wakeWorkers);
}
