import { setTimeout as delay } from "node:timers/promises";
import { isTransient } from "../../../database/sqlState.js";
import { ambientTransaction } from "../../../database/transaction.js";

export type Patience = {
  /** The time during which database failures are retried, in milliseconds. Default 30,000. */
  patienceMs?: number;
  /** Aborts the wait. */
  signal?: AbortSignal;
  /** Called with the reason for the wait and its milliseconds. */
  onWaiting?: (error: unknown, ms: number) => void;
};

const PATIENCE_MS = 30_000;
const LONGEST_WAIT_MS = 5000;

/**
 * Retries `work`, with a back-off, while the database is busy or unreachable: a lock timeout, a deadlock, a statement
 * timeout, a restart or a failover. Inside a transaction it does not retry, because a failed transaction must be rolled
 * back as a whole.
 * @throws the error of `work`: at once when a retry cannot help, else when the time is up
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
