import { statement } from "../../database/statement.js";

/**
 * Jobs that have used up their attempts. These are statements because the tables are graphile-worker's: the library
 * supports its functions and its view `jobs`, and nothing else.
 */

export type DeadJob = {
  /** A number, as text. */
  id: string;
  task: string;
  /** The task and the id of its subject: `task:id`. */
  key: string | null;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  failedAt: Date;
};

const DEAD = "attempts >= max_attempts AND locked_at IS NULL";
const DEAD_AMONG_IDS = `ARRAY(SELECT id FROM graphile_worker.jobs WHERE id = ANY (:ids::bigint[]) AND ${DEAD})`;

/** The most that findDeadJobs() returns. */
const MOST = 1000;

/** The oldest thousand dead jobs, the oldest first. */
export const findDeadJobs = statement<DeadJob>(`
  SELECT id::text, task_identifier AS task, key, attempts, last_error AS "lastError", created_at AS "createdAt",
    updated_at AS "failedAt"
  FROM graphile_worker.jobs WHERE ${DEAD} ORDER BY jobs.id LIMIT ${MOST}`);

/** Gives jobs all their attempts again and makes them due. It ignores ids of jobs that are not dead. */
export const retryDeadJobs = statement<{ id: string }, { ids: string[] }>(
  `SELECT id::text FROM graphile_worker.reschedule_jobs(${DEAD_AMONG_IDS}, now(), NULL, 0)`,
);

/** Deletes jobs. It ignores ids of jobs that are not dead. */
export const discardDeadJobs = statement<{ id: string }, { ids: string[] }>(
  `SELECT id::text FROM graphile_worker.complete_jobs(${DEAD_AMONG_IDS})`,
);
