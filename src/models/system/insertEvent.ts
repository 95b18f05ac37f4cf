import { statement } from "../../database/statement.js";

type NewEvent = { id: string; name: string; payload: object };

// Statements because every checkout inserts an event with its jobs, in one round trip.

const insertAlone = statement<never, NewEvent>(
  "INSERT INTO events (id, name, payload) VALUES (:id, :name, :payload)",
);

/** The key of a job contains the event's id, for operators. */
const insertWithJobs = statement<never, NewEvent & { subscribers: readonly string[] }>(`
  WITH event AS (INSERT INTO events (id, name, payload) VALUES (:id, :name, :payload))
  SELECT FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW(task, json_build_object('eventId', :id::uuid, 'payload', :payload::json), NULL, NULL, NULL,
      task || ':' || :id::uuid, NULL, NULL)::graphile_worker.job_spec
    FROM unnest(:subscribers::text[]) AS task))`);

/** Inserts an event, and a job for each of its subscribers. Only publish() may call it. */
export async function insertEvent(event: NewEvent, subscribers: readonly string[]): Promise<void> {
  await (subscribers.length > 0 ? insertWithJobs({ ...event, subscribers }) : insertAlone(event));
}
