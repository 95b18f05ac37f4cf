import { setTimeout as delay } from "node:timers/promises";
import { freshJobsWaiting } from "../../models/system/freshJobsWaiting.js";

/**
 * Waits, for one second at most, until every due job has been attempted, so that the development mailbox contains the
 * mail of a payment made just before.
 */
export async function freshJobsDone(): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    if (!(await freshJobsWaiting())) return;
    await delay(50);
  }
}
