"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- A request that must happen once. key_hash and request_hash are keyed hashes, response is sealed (docs/decisions.md).
    CREATE TABLE idempotency_keys (
      id uuid CONSTRAINT idempotency_keys_pkey PRIMARY KEY,
      scope text NOT NULL,
      key_hash text NOT NULL,
      request_hash text NOT NULL,
      -- Set while the work goes on in several transactions: what it made so far, and until when it is believed alive.
      order_id uuid CONSTRAINT idempotency_keys_order_id_fkey REFERENCES orders (id) ON DELETE CASCADE,
      locked_until timestamptz,
      response bytea,
      completed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT idempotency_keys_scope_key_hash_key UNIQUE (scope, key_hash),
      CONSTRAINT idempotency_keys_completed_at_check CHECK ((completed_at IS NULL) = (response IS NULL))
    );
    CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);

    CREATE TABLE outbox_events (
      id uuid CONSTRAINT outbox_events_pkey PRIMARY KEY,
      name text NOT NULL,
      payload jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      processed_at timestamptz,
      attempts integer NOT NULL DEFAULT 0,
      next_attempt_at timestamptz NOT NULL DEFAULT now(),
      last_error text,
      CONSTRAINT outbox_events_name_check CHECK (name ~ '^[a-z_]+[.][a-z_]+$')
    );
    CREATE INDEX outbox_events_waiting_idx ON outbox_events (next_attempt_at, id) WHERE processed_at IS NULL;

    CREATE TABLE mails (
      id uuid CONSTRAINT mails_pkey PRIMARY KEY,
      -- What it is about, so that the same event never mails twice.
      dedupe_key text NOT NULL,
      recipient text NOT NULL,
      subject text NOT NULL,
      text_body text NOT NULL,
      html_body text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT mails_dedupe_key_key UNIQUE (dedupe_key)
    );
    CREATE INDEX mails_created_at_idx ON mails (created_at DESC, id DESC);
  `,
  down: `
    DROP TABLE mails;
    DROP TABLE outbox_events;
    DROP TABLE idempotency_keys;
  `,
});
