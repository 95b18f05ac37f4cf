"use strict";

const { migration } = require("../sql");

/** What waits in the old queues becomes jobs, under the names that the subscribers have on this day. */
const WAITING = `
  SELECT graphile_worker.add_jobs(array_agg(
    ROW(task, json_build_object('eventId', e.id, 'payload', e.payload), NULL, NULL, NULL, task || ':' || e.id, NULL, NULL)
      ::graphile_worker.job_spec ORDER BY e.id))
  FROM outbox_events e JOIN (VALUES
    ('user.registered', 'greetNewUser'), ('email_verification.requested', 'resendVerification'),
    ('password_reset.requested', 'mailResetCode'), ('user.email_changed', 'verifyNewAddress'),
    ('user.email_changed', 'noticeEmailChanged'), ('user.password_changed', 'noticePasswordChanged'),
    ('user.mfa_enabled', 'noticeMfaEnabled'), ('user.mfa_disabled', 'noticeMfaDisabled'),
    ('user.identity_linked', 'noticeIdentityLinked'), ('user.identity_unlinked', 'noticeIdentityUnlinked'),
    ('order.paid', 'sendOrderConfirmation'), ('order.cancelled', 'refundOnCancellation')
  ) AS s (name, task) USING (name)
  WHERE e.processed_at IS NULL HAVING count(*) > 0;
  SELECT graphile_worker.add_jobs(array_agg(
    ROW('processWebhook', json_build_object('webhookEventId', id), NULL, NULL, NULL, 'processWebhook:' || id, NULL, NULL)
      ::graphile_worker.job_spec ORDER BY id))
  FROM webhook_events WHERE processed_at IS NULL HAVING count(*) > 0;`;

module.exports = migration({
  up: `
    ${WAITING}

    -- The facts, for good; what is still to be done about one is a job of graphile-worker.
    ALTER TABLE outbox_events RENAME TO events;
    ALTER TABLE events RENAME CONSTRAINT outbox_events_pkey TO events_pkey;
    ALTER TABLE events RENAME CONSTRAINT outbox_events_name_check TO events_name_check;
    DROP INDEX outbox_events_waiting_idx;
    ALTER TABLE events DROP COLUMN processed_at, DROP COLUMN attempts, DROP COLUMN next_attempt_at, DROP COLUMN last_error;
    -- Where the event stands in the feed. It is given after the commit, so that a reader who has seen a position has
    -- seen every position before it, also those of transactions that committed late.
    CREATE SEQUENCE events_position_seq;
    ALTER TABLE events ADD COLUMN position bigint, ADD CONSTRAINT events_position_key UNIQUE (position);
    CREATE INDEX events_unpositioned_idx ON events (id) WHERE position IS NULL;
    CREATE INDEX events_created_at_idx ON events (created_at);

    DROP INDEX webhook_events_unprocessed_idx;
    ALTER TABLE webhook_events DROP COLUMN processed_at, DROP COLUMN attempts, DROP COLUMN last_error;
    CREATE INDEX webhook_events_received_at_idx ON webhook_events (received_at);
  `,
  down: `
    DROP INDEX webhook_events_received_at_idx;
    ALTER TABLE webhook_events ADD COLUMN processed_at timestamptz, ADD COLUMN attempts integer NOT NULL DEFAULT 0,
      ADD COLUMN last_error text;
    UPDATE webhook_events SET processed_at = now();
    CREATE INDEX webhook_events_unprocessed_idx ON webhook_events (received_at) WHERE processed_at IS NULL;

    DROP INDEX events_created_at_idx, events_unpositioned_idx;
    ALTER TABLE events DROP COLUMN position;
    DROP SEQUENCE events_position_seq;
    ALTER TABLE events ADD COLUMN processed_at timestamptz, ADD COLUMN attempts integer NOT NULL DEFAULT 0,
      ADD COLUMN next_attempt_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN last_error text;
    UPDATE events SET processed_at = now();
    CREATE INDEX outbox_events_waiting_idx ON events (next_attempt_at, id) WHERE processed_at IS NULL;
    ALTER TABLE events RENAME CONSTRAINT events_name_check TO outbox_events_name_check;
    ALTER TABLE events RENAME CONSTRAINT events_pkey TO outbox_events_pkey;
    ALTER TABLE events RENAME TO outbox_events;
  `,
});
