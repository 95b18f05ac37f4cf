"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    CREATE TABLE payments (
      id uuid CONSTRAINT payments_pkey PRIMARY KEY,
      order_id uuid NOT NULL CONSTRAINT payments_order_id_fkey REFERENCES orders (id) ON DELETE RESTRICT,
      provider text NOT NULL,
      -- The provider's name for its session; null until it has been opened (phase 2 of checkout).
      provider_session_id text,
      redirect_url text,
      attempt integer NOT NULL,
      status text NOT NULL DEFAULT 'pending',
      currency text NOT NULL,
      amount integer NOT NULL,
      captured_amount integer NOT NULL DEFAULT 0,
      refunded_amount integer NOT NULL DEFAULT 0,
      expires_at timestamptz NOT NULL,
      captured_at timestamptz,
      refunded_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT payments_order_id_attempt_key UNIQUE (order_id, attempt),
      CONSTRAINT payments_provider_session_id_key UNIQUE (provider, provider_session_id),
      CONSTRAINT payments_status_check CHECK (status IN ('pending', 'captured', 'failed', 'abandoned', 'expired')),
      CONSTRAINT payments_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
      CONSTRAINT payments_amounts_check CHECK (
        amount >= 0 AND captured_amount BETWEEN 0 AND amount AND refunded_amount BETWEEN 0 AND captured_amount
      ),
      CONSTRAINT payments_captured_at_check CHECK ((status = 'captured') = (captured_at IS NOT NULL))
    );
    -- An order is paid once, and waits for one payment at a time.
    CREATE UNIQUE INDEX payments_captured_key ON payments (order_id) WHERE status = 'captured';
    CREATE UNIQUE INDEX payments_pending_key ON payments (order_id) WHERE status = 'pending';
    CREATE INDEX payments_expires_at_idx ON payments (expires_at) WHERE status = 'pending';

    -- The inbox: what providers told us, once per event, before anything is done about it.
    CREATE TABLE webhook_events (
      id uuid CONSTRAINT webhook_events_pkey PRIMARY KEY,
      provider text NOT NULL,
      event_id text NOT NULL,
      type text NOT NULL,
      provider_session_id text NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now(),
      processed_at timestamptz,
      attempts integer NOT NULL DEFAULT 0,
      last_error text,
      CONSTRAINT webhook_events_provider_event_id_key UNIQUE (provider, event_id)
    );
    CREATE INDEX webhook_events_unprocessed_idx ON webhook_events (received_at) WHERE processed_at IS NULL;

    -- What the built-in test provider remembers. It stands for somebody else's database: nothing of the shop refers to it.
    CREATE TABLE test_payment_sessions (
      id text CONSTRAINT test_payment_sessions_pkey PRIMARY KEY,
      payment_id uuid NOT NULL,
      amount integer NOT NULL,
      currency text NOT NULL,
      order_number text NOT NULL,
      lines jsonb NOT NULL,
      status text NOT NULL DEFAULT 'open',
      refunded_amount integer NOT NULL DEFAULT 0,
      return_url text NOT NULL,
      expires_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT test_payment_sessions_payment_id_key UNIQUE (payment_id),
      CONSTRAINT test_payment_sessions_status_check CHECK (status IN ('open', 'paid', 'declined', 'abandoned', 'expired')),
      CONSTRAINT test_payment_sessions_refunded_amount_check CHECK (refunded_amount BETWEEN 0 AND amount)
    );
  `,
  down: `
    DROP TABLE test_payment_sessions;
    DROP TABLE webhook_events;
    DROP TABLE payments;
  `,
});
