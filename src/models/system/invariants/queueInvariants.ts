import type { Invariant } from "./invariant.js";

/** Work that should have finished: jobs, events, payments and idempotent requests. */
export const queueInvariants: Invariant[] = [
  {
    name: "jobs_succeed",
    meaning: "No background job has used up its attempts.",
    breaches: `
      SELECT id AS job_id, task_identifier AS task, key, attempts, updated_at AS failed_at FROM graphile_worker.jobs
      WHERE attempts >= max_attempts AND locked_at IS NULL`,
  },
  {
    name: "jobs_start",
    meaning: "Every background job starts within 10 minutes of its due time.",
    breaches: `
      SELECT id AS job_id, task_identifier AS task, key, attempts, run_at FROM graphile_worker.jobs
      WHERE attempts < max_attempts AND locked_at IS NULL AND run_at < now() - interval '10 minutes'`,
  },
  {
    name: "events_have_positions",
    meaning: "Every event has its position in the feed within 10 minutes.",
    breaches: `
      SELECT id AS event_id, name, created_at FROM events
      WHERE position IS NULL AND created_at < now() - interval '10 minutes'`,
  },
  {
    name: "payments_are_settled",
    meaning: "A pending payment is settled within 5 minutes of its expiry.",
    breaches: `
      SELECT id AS payment_id, order_id, provider, expires_at FROM payments
      WHERE status = 'pending' AND expires_at < now() - interval '5 minutes'`,
  },
  {
    // A process that died leaves an unfinished key with an expired lease: the client's retry resumes the request.
    name: "idempotency_keys_finish",
    meaning:
      "A request with an Idempotency-Key finishes within 10 minutes, or can be resumed: it has created a resource and its lease has expired.",
    breaches: `
      SELECT id AS idempotency_key_id, resource_type, resource_id, created_at, locked_until FROM idempotency_keys
      WHERE completed_at IS NULL AND created_at < now() - interval '10 minutes'
        AND (resource_id IS NULL OR locked_until IS NULL OR locked_until > now())`,
  },
];
