"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    CREATE TABLE users (
      id uuid CONSTRAINT users_pkey PRIMARY KEY,
      email text NOT NULL,
      username text,
      password_hash text NOT NULL,
      first_name text,
      last_name text,
      phone text,
      role text NOT NULL DEFAULT 'customer',
      email_verified_at timestamptz,
      -- Access tokens carry it; adding one ends them all at once.
      token_version integer NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT users_email_key UNIQUE (email),
      CONSTRAINT users_username_key UNIQUE (username),
      -- What is unique is the normalised form, so nothing else may be stored.
      CONSTRAINT users_email_check CHECK (email = lower(btrim(email)) AND email LIKE '_%@_%' AND length(email) <= 254),
      CONSTRAINT users_username_check CHECK (username ~ '^[a-z0-9_.-]{3,30}$'),
      CONSTRAINT users_role_check CHECK (role IN ('customer', 'admin'))
    );
    CREATE INDEX users_created_at_idx ON users (created_at, id);

    -- A session is one login on one device: a family of refresh tokens of which one is live.
    CREATE TABLE sessions (
      id uuid CONSTRAINT sessions_pkey PRIMARY KEY,
      user_id uuid NOT NULL CONSTRAINT sessions_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      user_agent text,
      ip text,
      created_at timestamptz NOT NULL DEFAULT now(),
      last_used_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      ended_at timestamptz,
      CONSTRAINT sessions_expires_at_check CHECK (expires_at > created_at)
    );
    CREATE INDEX sessions_user_id_idx ON sessions (user_id);

    CREATE TABLE refresh_tokens (
      id uuid CONSTRAINT refresh_tokens_pkey PRIMARY KEY,
      session_id uuid NOT NULL CONSTRAINT refresh_tokens_session_id_fkey REFERENCES sessions (id) ON DELETE CASCADE,
      token_hash text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      rotated_at timestamptz,
      CONSTRAINT refresh_tokens_token_hash_key UNIQUE (token_hash),
      CONSTRAINT refresh_tokens_token_hash_check CHECK (token_hash ~ '^[0-9a-f]{64}$')
    );
    -- One live token per session, whatever races.
    CREATE UNIQUE INDEX refresh_tokens_live_key ON refresh_tokens (session_id) WHERE rotated_at IS NULL;
    CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id);
  `,
  down: `
    DROP TABLE refresh_tokens;
    DROP TABLE sessions;
    DROP TABLE users;
  `,
});
