import { positional } from "../../database/statement.js";

/**
 * The queue of graphile-worker, by the functions and the view that the library publishes. There is no model, because
 * the tables are the library's.
 */

export type DeadJob = {
  /** A number, as text. */
  id: string;
  task: string;
  /** `task:id of what it is about`. */
  key: string | null;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  failedAt: Date;
};

const DEAD = "attempts >= max_attempts AND locked_at IS NULL";

/** Jobs that have used up their attempts, the oldest first. $1: at most so many. */
export const findDeadJobs = positional<DeadJob>(`
  SELECT id::text, task_identifier AS task, key, attempts, last_error AS "lastError", created_at AS "createdAt",
    updated_at AS "failedAt"
  FROM graphile_worker.jobs WHERE ${DEAD} ORDER BY jobs.id LIMIT $1`);

/** Of the jobs $1 those that are dead run again at once, with all their attempts. */
export const retryDeadJobs = positional<{ id: string }>(`
  SELECT id::text FROM graphile_worker.reschedule_jobs(
    ARRAY(SELECT id FROM graphile_worker.jobs WHERE id = ANY ($1::bigint[]) AND ${DEAD}), now(), NULL, 0)`);

/** Of the jobs $1 those that are dead are deleted. */
export const discardDeadJobs = positional<{ id: string }>(`
  SELECT id::text FROM graphile_worker.complete_jobs(
    ARRAY(SELECT id FROM graphile_worker.jobs WHERE id = ANY ($1::bigint[]) AND ${DEAD}))`);

/** Whether anything that is due has not been tried yet. */
export const freshJobsWaiting = positional<{ waiting: boolean }>(`
  SELECT EXISTS (
    SELECT FROM graphile_worker.jobs WHERE attempts <= 1 AND last_error IS NULL AND run_at <= now()
  ) AS waiting`);

/** A worker that has not been seen for so long is dead. */
const DEAD_AFTER = "interval '20 seconds'";

/**
 * Says that the worker $1 is alive, and unlocks the jobs of workers that are not. graphile-worker by itself waits four
 * hours before it believes that a process has died.
 */
export const reportAlive = positional(`
  WITH alive AS (
    INSERT INTO job_workers (id) VALUES ($1) ON CONFLICT ON CONSTRAINT job_workers_pkey DO UPDATE SET seen_at = now()
  ), forgotten AS (
    DELETE FROM job_workers WHERE seen_at < now() - interval '1 hour' AND id <> $1
  ), dead AS (
    SELECT array_agg(DISTINCT j.locked_by) AS ids FROM graphile_worker.jobs j
    WHERE j.locked_at < now() - ${DEAD_AFTER} AND j.locked_by <> $1
      AND NOT EXISTS (SELECT FROM job_workers w WHERE w.id = j.locked_by AND w.seen_at >= now() - ${DEAD_AFTER})
  )
  SELECT graphile_worker.force_unlock_workers(ids) FROM dead WHERE ids IS NOT NULL`);

/** Says that the worker $1 has gone: what it had taken is free at once. */
export const reportGone = positional(`
  WITH gone AS (DELETE FROM job_workers WHERE id = $1)
  SELECT graphile_worker.force_unlock_workers(ARRAY[$1])`);
