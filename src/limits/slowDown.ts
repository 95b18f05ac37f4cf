import { setTimeout as delay } from "node:timers/promises";
import { RateLimited } from "../errors/system.js";

/** The delay per excess attempt and its maximum; the maximum of waiting attempts per account and in total. */
export const slowing = { stepMs: 250, maxMs: 5000, perAccount: 4, inAll: 100 };

const waiting = new Map<string, number>();
let inAll = 0;

/**
 * Delays an attempt in proportion to the number of excess attempts. It never locks an account: if too many attempts
 * already wait, this one is refused for a few seconds. An owner at a new address waits like everyone else.
 * @param excess the number of attempts beyond the limit
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
