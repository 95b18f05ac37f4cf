"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    CREATE TABLE shipping_options (
      id uuid CONSTRAINT shipping_options_pkey PRIMARY KEY,
      name text NOT NULL,
      description text,
      price_amount integer NOT NULL,
      -- Baskets of at least this subtotal are shipped for nothing.
      free_from_amount integer,
      currency text NOT NULL,
      -- ISO 3166-1 alpha-2 codes; none = everywhere.
      countries text[] NOT NULL DEFAULT '{}',
      position integer NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT shipping_options_name_key UNIQUE (name),
      CONSTRAINT shipping_options_price_amount_check CHECK (price_amount >= 0),
      CONSTRAINT shipping_options_free_from_amount_check CHECK (free_from_amount >= 0),
      CONSTRAINT shipping_options_currency_check CHECK (currency ~ '^[A-Z]{3}$')
    );
  `,
  down: `DROP TABLE shipping_options;`,
});
