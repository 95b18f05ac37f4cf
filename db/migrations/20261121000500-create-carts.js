"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    CREATE TABLE carts (
      id uuid CONSTRAINT carts_pkey PRIMARY KEY,
      user_id uuid CONSTRAINT carts_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      -- SHA-256 of the guest's secret; the id alone opens nothing.
      token_hash text,
      currency text NOT NULL,
      shipping_address jsonb,
      shipping_option_id uuid CONSTRAINT carts_shipping_option_id_fkey REFERENCES shipping_options (id) ON DELETE SET NULL,
      version integer NOT NULL DEFAULT 1,
      -- A fact with a time: the cart became an order (or was merged into the customer's own cart).
      closed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT carts_token_hash_key UNIQUE (token_hash),
      CONSTRAINT carts_owner_check CHECK (user_id IS NOT NULL OR token_hash IS NOT NULL),
      CONSTRAINT carts_currency_check CHECK (currency ~ '^[A-Z]{3}$')
    );
    CREATE UNIQUE INDEX carts_user_id_key ON carts (user_id) WHERE closed_at IS NULL;
    CREATE TRIGGER carts_version_trigger BEFORE UPDATE ON carts FOR EACH ROW EXECUTE FUNCTION raise_version();

    CREATE TABLE cart_items (
      id uuid CONSTRAINT cart_items_pkey PRIMARY KEY,
      cart_id uuid NOT NULL CONSTRAINT cart_items_cart_id_fkey REFERENCES carts (id) ON DELETE CASCADE,
      product_id uuid NOT NULL,
      variant_id uuid NOT NULL,
      quantity integer NOT NULL,
      -- The price when it was put in, only to be able to say that it has changed since.
      unit_price_amount integer NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT cart_items_cart_id_variant_id_key UNIQUE (cart_id, variant_id),
      CONSTRAINT cart_items_variant_id_fkey FOREIGN KEY (product_id, variant_id)
        REFERENCES product_variants (product_id, id) ON DELETE CASCADE,
      CONSTRAINT cart_items_quantity_check CHECK (quantity BETWEEN 1 AND 9999),
      CONSTRAINT cart_items_unit_price_amount_check CHECK (unit_price_amount >= 0)
    );
    CREATE INDEX cart_items_variant_id_idx ON cart_items (variant_id);
  `,
  down: `
    DROP TABLE cart_items;
    DROP TABLE carts;
  `,
});
