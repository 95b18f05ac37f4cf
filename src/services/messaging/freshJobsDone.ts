import { setTimeout as delay } from "node:timers/promises";
import { statement } from "../../database/statement.js";

const waiting = statement<{ waiting: boolean }>(
  "SELECT EXISTS (SELECT FROM outbox_events WHERE processed_at IS NULL AND attempts <= 1) AS waiting",
);

/**
 * Waits, a second at most, until no fresh event is waiting: who has just paid and looks into the development mailbox
 * finds the mail there.
 */
export async function outboxSettled(): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const [row] = await waiting();
    if (!row?.waiting) return;
    await delay(50);
  }
}
