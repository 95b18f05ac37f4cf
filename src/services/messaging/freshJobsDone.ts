import { setTimeout as delay } from "node:timers/promises";
import { freshJobsWaiting } from "../../models/system/jobStatements.js";

/**
 * Waits, a second at most, until every job that is due has been tried: a shopper who has just paid and looks into the
 * development mailbox finds the mail there.
 */
export async function freshJobsDone(): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const [row] = await freshJobsWaiting();
    if (!row?.waiting) return;
    await delay(50);
  }
}
