import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./processes.js";

/** One small read; a dead server is noticed within this time. */
const WATCH_EVERY_MS = 200;
/** Short enough that even a server killed over and over answers again within 5 s. */
const LONGEST_PAUSE_MS = 2_000;
/** A server that lives longer than this has started in earnest: its next death is a new event, not a crash loop. */
const SETTLED_MS = 1_000;

/**
 * Watches a postmaster and starts it again whenever it dies: at once, then with pauses that double up to 2 s.
 * Watching the pid, rather than the child's exit, serves adopted servers just as well.
 * @param relaunch starts the server and returns its pid.
 * @returns a function that ends the watch and gives the pid of the last server known.
 */
export function keepAlive(
  first: number,
  relaunch: () => Promise<number>,
  log: (line: string) => void,
): () => Promise<number> {
  const ended = new AbortController();
  let pid = first;
  let startedAt = performance.now();
  let failures = 0;
  let recovery: Promise<void> | undefined;

  const timer = setInterval(() => {
    if (recovery || isAlive(pid)) return;
    log(`PostgreSQL (pid ${pid}) died; starting it again`);
    recovery = recover().finally(() => (recovery = undefined));
  }, WATCH_EVERY_MS);
  timer.unref(); // watching is no reason for the process to stay

  async function recover(): Promise<void> {
    failures = performance.now() - startedAt > SETTLED_MS ? 0 : failures + 1;
    for (; !ended.signal.aborted; failures++) {
      try {
        await sleep(pauseAfter(failures), undefined, { signal: ended.signal });
        pid = await relaunch();
        startedAt = performance.now();
        return;
      } catch (error) {
        if (!ended.signal.aborted) log(`PostgreSQL could not be started again: ${(error as Error).message}`);
      }
    }
  }

  return async () => {
    clearInterval(timer);
    ended.abort();
    await recovery;
    return pid;
  };
}

/** 0, 100, 200, 400 … ms */
function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(LONGEST_PAUSE_MS, 50 * 2 ** failures);
}
