import { statement } from "../../database/statement.js";

/**
 * Jobs without attempts left. These are statements because the tables belong to graphile-worker, which supports only its
 * functions and its view `jobs` as an interface.
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

/** The oldest 1,000 dead jobs, oldest first. */
export const findDeadJobs = statement<DeadJob>(`
  SELECT id::text, task_identifier AS task, key, attempts, last_error AS "lastError", created_at AS "createdAt",
    updated_at AS "failedAt"
  FROM graphile_worker.jobs WHERE ${DEAD} ORDER BY jobs.id LIMIT ${MOST}`);

/** Resets the attempts of jobs and makes them due. Ignores jobs that are not dead. */
export const retryDeadJobs = statement<{ id: string }, { ids: string[] }>(
  `SELECT id::text FROM graphile_worker.reschedule_jobs(${DEAD_AMONG_IDS}, now(), NULL, 0)`,
);

/** Deletes jobs. Ignores jobs that are not dead. */
export const discardDeadJobs = statement<{ id: string }, { ids: string[] }>(
  `SELECT id::text FROM graphile_worker.complete_jobs(${DEAD_AMONG_IDS})`,
);
