import { statement } from "../../database/statement.js";

const LOCK = 4_207_553;
const BATCH = 5000;

/**
 * A set-based write under an advisory lock, which the ORM cannot express. The lock is held until the commit, so positions
 * become visible in ascending order and readers miss none.
 */
const positionBatch = statement<{ id: string }>(`
  WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(${LOCK})),
  next AS MATERIALIZED (
    SELECT id FROM events, locked WHERE position IS NULL ORDER BY id LIMIT ${BATCH}
  ), numbered AS MATERIALIZED (
    SELECT id, nextval('events_position_seq') AS position FROM (SELECT id FROM next ORDER BY id) ordered
  )
  UPDATE events e SET position = n.position FROM numbered n WHERE e.id = n.id AND e.position IS NULL RETURNING e.id`);

/** Assigns positions in the feed to committed events, in batches, until none is left or the process stops. */
export async function positionEvents(stopping: AbortSignal): Promise<void> {
  while ((await positionBatch()).length === BATCH && !stopping.aborted);
}
