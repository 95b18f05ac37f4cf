"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- The addresses that an account has given up. They go with the account; events name them by id.
    CREATE TABLE email_changes (
      id uuid CONSTRAINT email_changes_pkey PRIMARY KEY,
      user_id uuid NOT NULL CONSTRAINT email_changes_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      previous_email text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX email_changes_user_id_idx ON email_changes (user_id, created_at);
    CREATE INDEX email_changes_created_at_idx ON email_changes (created_at);

    -- Events carried addresses. Those that are handled say nothing more; those that wait get ids.
    DELETE FROM outbox_events WHERE processed_at IS NOT NULL
      AND name IN ('email_verification.requested', 'password_reset.requested', 'user.email_changed');
    INSERT INTO email_changes (id, user_id, previous_email, created_at)
      SELECT e.id, u.id, e.payload ->> 'previousEmail', e.created_at
      FROM outbox_events e JOIN users u ON u.id = (e.payload ->> 'userId')::uuid AND u.anonymized_at IS NULL
      WHERE e.name = 'user.email_changed';
    UPDATE outbox_events SET payload = payload - 'previousEmail' || jsonb_build_object('changeId', id)
      WHERE name = 'user.email_changed';
    UPDATE outbox_events e
      SET payload = jsonb_build_object('userId', (SELECT u.id FROM users u WHERE u.email = e.payload ->> 'email'))
      WHERE name IN ('email_verification.requested', 'password_reset.requested');
  `,
  down: `
    UPDATE outbox_events e SET payload = payload - 'changeId' || jsonb_build_object('previousEmail', c.previous_email)
      FROM email_changes c WHERE e.name = 'user.email_changed' AND c.id = (e.payload ->> 'changeId')::uuid;
    UPDATE outbox_events e SET payload = jsonb_build_object('email', u.email)
      FROM users u
      WHERE name IN ('email_verification.requested', 'password_reset.requested') AND u.id = (e.payload ->> 'userId')::uuid;
    DELETE FROM outbox_events
      WHERE (name IN ('email_verification.requested', 'password_reset.requested') AND NOT payload ? 'email')
        OR (name = 'user.email_changed' AND NOT payload ? 'previousEmail');
    DROP TABLE email_changes;
  `,
});
