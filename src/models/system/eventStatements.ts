import { positional } from "../../database/statement.js";

/** The facts of the shop. Statements by hand, because an event and its jobs are one round trip of every checkout. */

export const insertEvent = positional("INSERT INTO events (id, name, payload) VALUES ($1, $2, $3)");

/** $4: the subscribers. The job's key names the event, so that an operator sees what a job is about. */
export const insertEventWithJobs = positional(`
  WITH event AS (INSERT INTO events (id, name, payload) VALUES ($1, $2, $3))
  SELECT FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW(task, json_build_object('eventId', $1::uuid, 'payload', $3::json), NULL, NULL, NULL,
      task || ':' || $1::uuid, NULL, NULL)::graphile_worker.job_spec
    FROM unnest($4::text[]) AS task))`);

const LOCK = 4_207_553;

export const POSITION_BATCH = 5000;

/**
 * Gives the events that have been committed since the last call their position in the feed. One caller at a time: the
 * lock is held until the commit, so positions become visible in their order, and none is ever added before one that a
 * reader has seen.
 */
export const positionEvents = positional<{ id: string }>(`
  WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(${LOCK})),
  next AS MATERIALIZED (
    SELECT id FROM events, locked WHERE position IS NULL ORDER BY id LIMIT ${POSITION_BATCH}
  ), numbered AS MATERIALIZED (
    SELECT id, nextval('events_position_seq') AS position FROM (SELECT id FROM next ORDER BY id) ordered
  )
  UPDATE events e SET position = n.position FROM numbered n WHERE e.id = n.id AND e.position IS NULL RETURNING e.id`);
