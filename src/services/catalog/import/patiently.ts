import { setTimeout as delay } from "node:timers/promises";
import { isTransient } from "../../../database/sqlState.js";
import { ambientTransaction } from "../../../database/transaction.js";

export type Patience = {
  /** How long failures of the database are retried for, in milliseconds. Default 30,000. */
  patienceMs?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
  /** Is told why the work waits, and for how many milliseconds. */
  onWaiting?: (error: unknown, ms: number) => void;
};

const PATIENCE_MS = 30_000;
const LONGEST_WAIT_MS = 5000;

/**
 * Runs `work` again, with a back-off, while the database is busy or cannot be reached: a lock that is held, a deadlock, a
 * statement that took too long, a restart or a failover. Inside a transaction it runs once, because a transaction that
 * failed is lost as a whole.
 * @throws what `work` threw: at once when waiting does not help, else when the patience is spent
 */
export async function patiently<T>(
  work: () => Promise<T>,
  { patienceMs = PATIENCE_MS, signal, onWaiting }: Patience,
): Promise<T> {
  const isInside = ambientTransaction() !== undefined;
  const started = performance.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const ms = Math.round(Math.min(250 * 2 ** attempt, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2));
      const spent = performance.now() - started + ms > patienceMs;
      if (isInside || spent || !isTransient(error)) throw error;
      onWaiting?.(error, ms);
      await delay(ms, undefined, { signal }).catch(() => undefined);
      if (signal?.aborted) throw error;
    }
  }
}
