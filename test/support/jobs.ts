import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { runOnce, type RunnerOptions, type WorkerEvents } from "graphile-worker";
import { Pool } from "pg";
import { runnerOptions } from "../../src/background/runnerOptions.js";
import { tasks } from "../../src/background/tasks.js";
import { sql } from "./database.js";

/**
 * Runs the jobs that are due, one at a time and the oldest first, until none is left. A worker runs ten at once, in any
 * order; here the order makes their writes predictable. A job that fails waits for its next attempt, and a job that
 * another run has locked is skipped.
 */
export async function drainQueue(): Promise<void> {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 3 });
  const quiet = () => undefined;
  pool.on("error", quiet).on("connect", quiet);
  const { taskList, preset } = runnerOptions(pool);
  const events = new EventEmitter() as WorkerEvents;
  try {
    await runOnce({ pgPool: pool, preset: oneAtATime(preset), taskList, events, noHandleSignals: true });
  } finally {
    await pool.end();
  }
}

/** The worker's settings without batches, which only delay a single runner. */
const oneAtATime = (preset: RunnerOptions["preset"]): RunnerOptions["preset"] => ({
  ...preset,
  worker: {
    ...preset?.worker,
    concurrentJobs: 1,
    localQueue: undefined,
    completeJobBatchDelay: -1,
    failJobBatchDelay: -1,
  },
});

/** Runs a scheduled task now. */
export const runTask = (name: string): Promise<unknown> =>
  tasks[name]?.({} as never, new AbortController().signal) ?? Promise.reject(new Error(`no task ${name}`));

/** Expires the payments that are due, as the schedule does once a minute. */
export async function expirePayments(): Promise<void> {
  await runTask("enqueueExpiredPayments");
  await drainQueue();
}

export type JobRow = { task: string; key: string | null; attempts: number; lastError: string | null };

/** The jobs whose key ends with this id, due or not. */
export const jobsAbout = (id: string): Promise<JobRow[]> =>
  sql<JobRow>(
    `SELECT task_identifier AS task, key, attempts, last_error AS "lastError" FROM graphile_worker.jobs
     WHERE key LIKE '%:' || $1 ORDER BY jobs.id`,
    [id],
  );

/** Waits until the workers of other processes have no jobs left; a failed job is retried immediately. */
export async function untilQuiet(): Promise<void> {
  for (;;) {
    const waiting = await sql<{ id: string; failed: boolean }>(
      "SELECT id::text, run_at > now() AS failed FROM graphile_worker.jobs WHERE run_at <= now() OR attempts > 0",
    );
    if (waiting.length === 0) return;
    const failed = waiting.filter((job) => job.failed).map(({ id }) => id);
    if (failed.length > 0)
      await sql("SELECT FROM graphile_worker.reschedule_jobs($1::bigint[], now())", [failed]);
    await delay(20);
  }
}
