import { statement } from "../../database/statement.js";

type Params = { id: string; provider: string; eventId: string; type: string; sessionId: string };

/**
 * Stores a provider's webhook with the job that processes it, once per event. A statement because the insert is
 * conditional, and because the provider waits for a single round trip only.
 */
export const insertWebhookEvent = statement<never, Params>(`
  WITH received AS (
    INSERT INTO webhook_events (id, provider, event_id, type, provider_session_id)
    VALUES (:id, :provider, :eventId, :type, :sessionId)
    ON CONFLICT ON CONSTRAINT webhook_events_provider_event_id_key DO NOTHING RETURNING id
  )
  SELECT graphile_worker.add_job('processWebhook', json_build_object('webhookEventId', id), job_key => 'processWebhook:' || id)
  FROM received`);
