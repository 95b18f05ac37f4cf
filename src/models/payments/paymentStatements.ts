import { positional } from "../../database/statement.js";

/**
 * Takes a provider's notice into the inbox, with the job that works it out: once per event, in one round trip, because
 * the provider waits for the answer. $1 id, $2 provider, $3 the event's id there, $4 its type, $5 the session.
 */
export const insertWebhookEvent = positional(`
  WITH received AS (
    INSERT INTO webhook_events (id, provider, event_id, type, provider_session_id) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT ON CONSTRAINT webhook_events_provider_event_id_key DO NOTHING RETURNING id
  )
  SELECT graphile_worker.add_job('processWebhook', json_build_object('webhookEventId', id), job_key => 'processWebhook:' || id)
  FROM received`);

/** The payment that a notice is about: looked up when the notice is worked out, because it may come before its session is on record. */
export const paymentOfWebhookEvent = positional<{ paymentId: string }>(`
  SELECT p.id AS "paymentId" FROM webhook_events w
  JOIN payments p ON p.provider = w.provider AND p.provider_session_id = w.provider_session_id
  WHERE w.id = $1`);

/** Payments that are due are looked for in batches of so many. */
export const EXPIRY_BATCH = 1000;

/**
 * Makes a job for each payment whose time is over and that has none yet. A job with its own back-off, so that one
 * payment that cannot be expired holds up no other; after mails and webhooks, which somebody waits for.
 */
export const enqueueExpired = positional<{ id: string }>(`
  SELECT id::text FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW('expirePayment', json_build_object('paymentId', p.id), NULL, NULL, NULL, 'expirePayment:' || p.id, 10, NULL)
      ::graphile_worker.job_spec
    FROM payments p
    WHERE p.status = 'pending' AND p.expires_at <= now()
      AND NOT EXISTS (SELECT FROM graphile_worker.jobs j WHERE j.key = 'expirePayment:' || p.id)
    ORDER BY p.expires_at LIMIT ${EXPIRY_BATCH}))`);

/** Makes jobs that end the sessions of the payments $1, at once. */
export const enqueueExpiry = positional(`
  SELECT FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW('expirePayment', json_build_object('paymentId', id), NULL, NULL, NULL, 'expirePayment:' || id, NULL, NULL)
      ::graphile_worker.job_spec
    FROM unnest($1::uuid[]) AS id))`);
