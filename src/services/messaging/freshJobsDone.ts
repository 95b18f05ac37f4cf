import { setTimeout as delay } from "node:timers/promises";
import { freshJobsWaiting } from "../../models/system/freshJobsWaiting.js";

/**
 * Waits, for one second at most, until every due job has been tried. A shopper who opens the development mailbox right
 * after a payment then finds the mail.
 */
export async function freshJobsDone(): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    if (!(await freshJobsWaiting())) return;
    await delay(50);
  }
}
