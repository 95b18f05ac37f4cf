import { setTimeout as sleep } from "node:timers/promises";
import type { Member } from "./members.js";
import { isAlive } from "./processes.js";

/** A few small reads; a dead server or a dead leader is noticed within this time. */
const WATCH_EVERY_MS = 200;
/** Short enough that even a server killed over and over answers again within 5 s. */
const LONGEST_PAUSE_MS = 2_000;
/** A server that lives longer than this has started in earnest: its next death is a new event, not a crash loop. */
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
 * Watches a postmaster while the member leads, and starts it again whenever it dies: at once, then with pauses that
 * double up to 2 s. A member that does not lead waits until it does, and takes over then.
 * Watching the pid, rather than the child's exit, serves adopted servers just as well.
 * @returns a function that ends the watch and gives the pid of the server; undefined when this member never led.
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
  timer.unref(); // watching is no reason for the process to stay

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
