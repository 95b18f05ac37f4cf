import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "pg";
import type { WorkerEvents } from "graphile-worker";
import { databaseAddress } from "../database/sequelize.js";
import { logger } from "../logger.js";
import { JobWorker } from "../models/system/JobWorker.js";

const ALIVE_MS = 5000;
const RESTART_MS = 1000;
/** One listens for new jobs; the others fetch and complete jobs. The jobs themselves use the shop's own pool. */
const CONNECTIONS = 3;

export type BackgroundWork = {
  /** Waits for the running jobs. Jobs that have not begun stay in the queue. */
  stop(): Promise<void>;
};

/** Runs jobs in this process. Any number of processes may do so; each job runs in one of them. */
export function startBackgroundWork(): BackgroundWork {
  const stopping = new AbortController();
  const ended = superviseRunner(stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Restarts the runner until the process stops: the library ends it when the database is unavailable for longer. */
async function superviseRunner(stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    await runUntilItEnds(stopping).catch((error: unknown) =>
      logger.error({ err: error }, "background work stopped; it will be restarted"),
    );
    await delay(RESTART_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
  }
}

async function runUntilItEnds(stopping: AbortSignal): Promise<void> {
  const [{ run }, { runnerOptions }] = await Promise.all([
    import("graphile-worker"),
    import("./runnerOptions.js"),
  ]);
  const pool = openPool();
  const events = new EventEmitter() as WorkerEvents;
  let heart: Heart | undefined;
  events.once("pool:create", ({ workerPool }) => (heart = startHeart(workerPool.id)));
  try {
    const runner = await run({ ...runnerOptions(pool), events });
    const stop = () => void runner.stop().catch(() => undefined);
    if (stopping.aborted) stop();
    else stopping.addEventListener("abort", stop, { once: true });
    await runner.promise.finally(() => stopping.removeEventListener("abort", stop));
  } finally {
    await heart?.stop();
    await pool.end();
  }
}

function openPool(): Pool {
  const { dialectOptions, host, port, database, username, password } = databaseAddress();
  const pool = new Pool({
    host,
    port,
    database,
    user: username,
    password,
    ...dialectOptions,
    max: CONNECTIONS,
  });
  // Without a listener the error event of a broken connection ends the process. The next query opens a new connection.
  const ignore = () => undefined;
  return pool.on("error", ignore).on("connect", (client) => client.on("error", ignore));
}

type Heart = { stop(): Promise<void> };

/** Reports this worker as alive, and unlocks the jobs of dead workers. */
function startHeart(id: string): Heart {
  const beat = () =>
    JobWorker.reportAlive(id).catch((error: unknown) =>
      logger.warn({ err: error }, "a worker could not send its heartbeat"),
    );
  let last = beat();
  const timer = setInterval(() => {
    last = beat();
  }, ALIVE_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await last;
      await JobWorker.reportGone(id).catch(() => undefined);
    },
  };
}
