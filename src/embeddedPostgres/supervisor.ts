import { setTimeout as sleep } from "node:timers/promises";
import type { Member } from "./members.js";
import { isAlive } from "./processes.js";

/** Each check costs a few small reads. A dead server or leader is noticed within this time. */
const WATCH_EVERY_MS = 200;
/** Short enough that a server that is killed repeatedly responds again within 5 s. */
const LONGEST_PAUSE_MS = 2_000;
/** If a server has run for longer than this, its next crash does not count as part of a crash loop. */
const SETTLED_MS = 1_000;

type Watched = {
  member: Member;
  /** The pid of the server; undefined while another member supervises it. */
  first: number | undefined;
  /** Starts the server, or finds it running; returns its pid. */
  bringUp: () => Promise<number>;
  log: (line: string) => void;
};

/**
 * Watches a postmaster while the member leads, and restarts it when it dies: at once, then with pauses that double up
 * to 2 s. A member that does not lead waits until it does, and then takes over. It watches the pid instead of the
 * child's exit, because an adopted server is not a child.
 * @returns a function that ends the watch and returns the pid of the server; undefined if this member never led
 */
export function keepAlive({ member, first, bringUp, log }: Watched): () => Promise<number | undefined> {
  const ended = new AbortController();
  let pid = first;
  let startedAt = performance.now();
  let failures = 0;
  let recovery: Promise<void> | undefined;

  const timer = setInterval(() => {
    if (recovery || (pid !== undefined && isAlive(pid))) return;
    if (!member.isRegistered()) {
      clearInterval(timer);
      log("The data folder was deleted or replaced while this process used it. Restart this process.");
    } else if (member.leads()) {
      if (pid === undefined)
        log(`The process that supervised PostgreSQL has ended; process ${process.pid} takes over`);
      else log(`PostgreSQL (pid ${pid}) died; restarting it`);
      recovery = recover().finally(() => (recovery = undefined));
    }
  }, WATCH_EVERY_MS);
  timer.unref(); // must not keep the process alive

  async function recover(): Promise<void> {
    failures = performance.now() - startedAt > SETTLED_MS ? 0 : failures + 1;
    for (; !ended.signal.aborted && member.leads(); failures++) {
      try {
        await sleep(pauseAfter(failures), undefined, { signal: ended.signal });
        pid = await bringUp();
        startedAt = performance.now();
        return;
      } catch (error) {
        if (!ended.signal.aborted) log(`PostgreSQL could not be restarted: ${(error as Error).message}`);
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
