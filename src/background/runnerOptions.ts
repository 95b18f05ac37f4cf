import { Logger, parseCronItems, type RunnerOptions, type TaskList } from "graphile-worker";
import type { Pool } from "pg";
import { config } from "../config.js";
import { errorLine } from "../lib/logging/describeError.js";
import { logger } from "../logger.js";
import { schedule, type Task, tasks } from "./tasks.js";

const POLL_MS = 1000;
/** Jobs that arrive or end within this many milliseconds share a statement; the throughput of checkout needs it. */
const BATCH_MS = 50;
/** Milliseconds from the stop until running jobs are aborted; 0 would mean the library's default. */
const TELL_AFTER_MS = 1;

/**
 * Options of graphile-worker, for running jobs and for draining the queue in tests. Jobs are fetched and completed in
 * batches, one statement each. NOTIFY starts a job at once; behind PgBouncer, which drops notifications, polling finds it
 * within a second.
 */
export const runnerOptions = (pgPool: Pool): RunnerOptions => ({
  pgPool,
  noHandleSignals: true,
  taskList,
  parsedCronItems: parseCronItems(
    schedule.map(({ task, cron }) => ({
      task,
      match: cron,
      options: { backfillPeriod: 0, jobKey: task, jobKeyMode: "preserve_run_at" },
    })),
  ),
  preset: {
    worker: {
      schema: "graphile_worker",
      concurrentJobs: config.jobConcurrency,
      pollInterval: POLL_MS,
      preparedStatements: !config.databasePooler,
      localQueue: {
        size: config.jobConcurrency,
        refetchDelay: { durationMs: BATCH_MS, threshold: config.jobConcurrency },
      },
      completeJobBatchDelay: BATCH_MS,
      failJobBatchDelay: BATCH_MS,
      gracefulShutdownAbortTimeout: TELL_AFTER_MS,
      logger: new Logger(() => passOn),
    },
  },
});

const taskList: TaskList = Object.fromEntries(
  Object.entries(tasks).map(([name, task]) => [
    name,
    (payload, { abortSignal }) => run(task, payload, abortSignal),
  ]),
);

/** The library stores and logs the message of an error, and the message of a database error may contain personal data. */
async function run(task: Task, payload: unknown, stopping: AbortSignal | undefined): Promise<void> {
  try {
    await task(payload as never, stopping ?? new AbortController().signal);
  } catch (error) {
    throw Object.assign(new Error(errorLine(error)), { stack: undefined, original: error });
  }
}

type Meta = {
  failure?: true;
  job?: { id: string; task_identifier: string; key: string | null; attempts: number; max_attempts: number };
  error?: Error & { original?: unknown };
};

/** Logs failures only; by default the library logs a line for each job. */
function passOn(level: string, _message: string, meta: Meta = {}): void {
  const { job, error, failure } = meta;
  if (failure && job) {
    const facts = { job: job.id, task: job.task_identifier, key: job.key, attempt: job.attempts };
    const dead = job.attempts >= job.max_attempts;
    logger.error(
      { err: error?.original ?? error, ...facts },
      dead ? "a job failed permanently" : "a job failed; it will be retried",
    );
  } else if (level === "error") logger.error({ err: error }, "background work");
}
