"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- A role is a named set of permissions. The built-in ones cannot be changed or removed by the API.
    CREATE TABLE roles (
      name text CONSTRAINT roles_pkey PRIMARY KEY,
      description text,
      permissions text[] NOT NULL DEFAULT '{}',
      built_in boolean NOT NULL DEFAULT false,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT roles_name_check CHECK (name ~ '^[a-z][a-z0-9_-]{1,49}$')
    );
    CREATE TRIGGER roles_version_trigger BEFORE UPDATE ON roles FOR EACH ROW EXECUTE FUNCTION raise_version();
    -- What an administrator may do is every permission the code knows (src/policies/permissions.ts).
    INSERT INTO roles (name, description, built_in) VALUES
      ('customer', 'Buys', true), ('admin', 'May do everything', true);
    ALTER TABLE users DROP CONSTRAINT users_role_check;
    ALTER TABLE users ADD CONSTRAINT users_role_fkey FOREIGN KEY (role) REFERENCES roles (name) ON DELETE RESTRICT;
    CREATE INDEX users_role_idx ON users (role);

    ALTER TABLE users
      -- Sealed with a key of the server's (lib/seal.ts); null until enrolment begins.
      ADD COLUMN totp_secret bytea,
      ADD COLUMN totp_confirmed_at timestamptz,
      -- The last time step that was used, so that a code works once.
      ADD COLUMN totp_last_step bigint,
      -- Set when the account was closed: what named a person is gone, the row stays for the orders.
      ADD COLUMN anonymized_at timestamptz,
      ADD COLUMN version integer NOT NULL DEFAULT 1,
      ADD CONSTRAINT users_totp_check CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL);

    -- When the second factor was passed in this session; null where only a first one was.
    ALTER TABLE sessions ADD COLUMN mfa_at timestamptz;

    -- The version of what a profile shows: logging in does not make it stale.
    CREATE TRIGGER users_version_trigger
      BEFORE UPDATE OF email, username, first_name, last_name, phone, role, email_verified_at ON users
      FOR EACH ROW EXECUTE FUNCTION raise_version();

    CREATE TABLE recovery_codes (
      id uuid CONSTRAINT recovery_codes_pkey PRIMARY KEY,
      user_id uuid NOT NULL CONSTRAINT recovery_codes_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      code_hash text NOT NULL,
      used_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT recovery_codes_user_id_code_hash_key UNIQUE (user_id, code_hash)
    );

    CREATE TABLE one_time_codes (
      id uuid CONSTRAINT one_time_codes_pkey PRIMARY KEY,
      user_id uuid NOT NULL CONSTRAINT one_time_codes_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      purpose text NOT NULL,
      -- What a code proves: this address. Differs from the account's while it is being changed.
      email text NOT NULL,
      code_hash text NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      expires_at timestamptz NOT NULL,
      consumed_at timestamptz,
      replaced_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT one_time_codes_purpose_check CHECK (purpose IN ('verify_email', 'reset_password')),
      CONSTRAINT one_time_codes_attempts_check CHECK (attempts BETWEEN 0 AND 5)
    );
    -- A new code kills the old one.
    CREATE UNIQUE INDEX one_time_codes_live_key ON one_time_codes (user_id, purpose)
      WHERE consumed_at IS NULL AND replaced_at IS NULL;
    CREATE INDEX one_time_codes_user_id_idx ON one_time_codes (user_id, created_at);

    -- Since when an account has no password that anybody knows: it was opened by a single sign-on. Setting one ends that.
    ALTER TABLE users ADD COLUMN passwordless_at timestamptz;
    CREATE FUNCTION end_passwordless() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.passwordless_at := NULL; RETURN NEW; END $$;
    CREATE TRIGGER users_passwordless_trigger BEFORE UPDATE OF password_hash ON users FOR EACH ROW
      WHEN (NEW.password_hash IS DISTINCT FROM OLD.password_hash) EXECUTE FUNCTION end_passwordless();

    CREATE TABLE user_identities (
      id uuid CONSTRAINT user_identities_pkey PRIMARY KEY,
      user_id uuid NOT NULL CONSTRAINT user_identities_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      provider text NOT NULL,
      issuer text NOT NULL,
      subject text NOT NULL,
      email text,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT user_identities_issuer_subject_key UNIQUE (issuer, subject),
      CONSTRAINT user_identities_user_id_issuer_key UNIQUE (user_id, issuer)
    );

    CREATE TABLE addresses (
      id uuid CONSTRAINT addresses_pkey PRIMARY KEY,
      user_id uuid NOT NULL CONSTRAINT addresses_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      first_name text NOT NULL,
      last_name text NOT NULL,
      company text,
      line1 text NOT NULL,
      line2 text,
      city text NOT NULL,
      region text,
      postal_code text,
      country text NOT NULL,
      phone text,
      is_default_shipping boolean NOT NULL DEFAULT false,
      is_default_billing boolean NOT NULL DEFAULT false,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT addresses_country_check CHECK (country ~ '^[A-Z]{2}$')
    );
    CREATE INDEX addresses_user_id_idx ON addresses (user_id, id);
    CREATE UNIQUE INDEX addresses_default_shipping_key ON addresses (user_id) WHERE is_default_shipping;
    CREATE UNIQUE INDEX addresses_default_billing_key ON addresses (user_id) WHERE is_default_billing;
    CREATE TRIGGER addresses_version_trigger BEFORE UPDATE ON addresses FOR EACH ROW EXECUTE FUNCTION raise_version();

    CREATE TABLE api_keys (
      id uuid CONSTRAINT api_keys_pkey PRIMARY KEY,
      name text NOT NULL,
      -- The first characters of the secret, to tell keys apart; the secret itself is stored hashed.
      prefix text NOT NULL,
      secret_hash text NOT NULL,
      permissions text[] NOT NULL,
      created_by uuid CONSTRAINT api_keys_created_by_fkey REFERENCES users (id) ON DELETE SET NULL,
      rotated_from uuid CONSTRAINT api_keys_rotated_from_fkey REFERENCES api_keys (id) ON DELETE SET NULL,
      expires_at timestamptz,
      last_used_at timestamptz,
      revoked_at timestamptz,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT api_keys_secret_hash_key UNIQUE (secret_hash)
    );
    -- Not of last_used_at: that a key was used makes no new version of it.
    CREATE TRIGGER api_keys_version_trigger BEFORE UPDATE OF name, permissions, expires_at, revoked_at ON api_keys
      FOR EACH ROW EXECUTE FUNCTION raise_version();
    CREATE INDEX api_keys_created_by_idx ON api_keys (created_by);
    CREATE INDEX api_keys_rotated_from_idx ON api_keys (rotated_from);

    -- Who did what to what, in the transaction that did it. Each row is hashed together with the one before.
    CREATE TABLE audit_log (
      id bigint CONSTRAINT audit_log_pkey PRIMARY KEY,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      actor_type text NOT NULL,
      actor_id text,
      action text NOT NULL,
      target_type text,
      target_id text,
      before jsonb,
      after jsonb,
      ip text,
      request_id text,
      previous_hash text NOT NULL,
      hash text NOT NULL,
      CONSTRAINT audit_log_actor_type_check CHECK (actor_type IN ('user', 'api_key', 'guest', 'system')),
      CONSTRAINT audit_log_hash_key UNIQUE (hash),
      CONSTRAINT audit_log_previous_hash_key UNIQUE (previous_hash)
    );
    -- The first wall: rows are added and read, nothing else. The second is the chain, which shows what got past this one.
    CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
    END $$;
    CREATE TRIGGER audit_log_append_only_trigger BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
    CREATE INDEX audit_log_actor_id_idx ON audit_log (actor_id, id);
    CREATE INDEX audit_log_target_id_idx ON audit_log (target_id, id);
    CREATE INDEX audit_log_action_idx ON audit_log (action, id);

    -- rate-limiter-flexible's own form.
    CREATE TABLE rate_limits (
      key text CONSTRAINT rate_limits_pkey PRIMARY KEY,
      points integer NOT NULL DEFAULT 0,
      expire bigint
    );
    CREATE INDEX rate_limits_expire_idx ON rate_limits (expire);
  `,
  down: `
    DROP TABLE rate_limits;
    DROP TABLE audit_log;
    DROP FUNCTION refuse_audit_change();
    DROP TABLE api_keys;
    DROP TABLE addresses;
    DROP TABLE user_identities;
    DROP TRIGGER users_passwordless_trigger ON users;
    DROP FUNCTION end_passwordless();
    ALTER TABLE users DROP COLUMN passwordless_at;
    DROP TABLE one_time_codes;
    DROP TABLE recovery_codes;
    ALTER TABLE sessions DROP COLUMN mfa_at;
    DROP TRIGGER users_version_trigger ON users;
    ALTER TABLE users
      DROP CONSTRAINT users_totp_check,
      DROP COLUMN version,
      DROP COLUMN anonymized_at,
      DROP COLUMN totp_last_step,
      DROP COLUMN totp_confirmed_at,
      DROP COLUMN totp_secret,
      DROP CONSTRAINT users_role_fkey;
    DROP INDEX users_role_idx;
    UPDATE users SET role = 'customer' WHERE role NOT IN ('customer', 'admin');
    ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN ('customer', 'admin'));
    DROP TABLE roles;
  `,
});
