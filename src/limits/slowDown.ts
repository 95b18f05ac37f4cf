import { setTimeout as delay } from "node:timers/promises";
import { RateLimited } from "../errors/system.js";

/** How long one waits for an account that is under attack, at most; and how many may wait for one, and in all. */
export const slowing = { stepMs: 250, maxMs: 5000, perAccount: 4, inAll: 100 };

const waiting = new Map<string, number>();
let inAll = 0;

/**
 * Lets an attempt wait, the longer the more of them there were. Nobody is locked out by it: who comes too many at
 * once is told to come back in seconds, and an owner from a new address gets a turn like everybody.
 * @param excess how many attempts there are beyond the limit
 * @throws RateLimited
 */
export async function slowDown(account: string, excess: number): Promise<void> {
  const ahead = waiting.get(account) ?? 0;
  if (ahead >= slowing.perAccount || inAll >= slowing.inAll) {
    const seconds = Math.max(1, Math.ceil(slowing.maxMs / 1000));
    throw new RateLimited({ headers: { "Retry-After": String(seconds) } });
  }
  waiting.set(account, ahead + 1);
  inAll += 1;
  try {
    await delay(Math.min(slowing.maxMs, slowing.stepMs * excess));
  } finally {
    inAll -= 1;
    const left = (waiting.get(account) ?? 1) - 1;
    if (left === 0) waiting.delete(account);
    else waiting.set(account, left);
  }
}
