"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    CREATE SEQUENCE orders_number_seq START 1001;

    CREATE TABLE orders (
      id uuid CONSTRAINT orders_pkey PRIMARY KEY,
      number text NOT NULL DEFAULT 'CW-' || nextval('orders_number_seq'),
      user_id uuid CONSTRAINT orders_user_id_fkey REFERENCES users (id) ON DELETE SET NULL,
      cart_id uuid NOT NULL CONSTRAINT orders_cart_id_fkey REFERENCES carts (id) ON DELETE RESTRICT,
      -- SHA-256 of the secret that lets a guest read the order.
      access_token_hash text,
      email text NOT NULL,
      status text NOT NULL DEFAULT 'pending',
      payment_status text NOT NULL DEFAULT 'unpaid',
      currency text NOT NULL,
      subtotal_amount integer NOT NULL,
      discount_amount integer NOT NULL DEFAULT 0,
      shipping_amount integer NOT NULL DEFAULT 0,
      tax_amount integer NOT NULL DEFAULT 0,
      total_amount integer NOT NULL,
      shipping_address jsonb NOT NULL,
      billing_address jsonb NOT NULL,
      shipping_option jsonb,
      note text,
      -- Money came that cannot be matched with goods or amount; a person has to look (docs/operations.md).
      held_reason text,
      version integer NOT NULL DEFAULT 1,
      placed_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT orders_number_key UNIQUE (number),
      CONSTRAINT orders_cart_id_key UNIQUE (cart_id),
      CONSTRAINT orders_access_token_hash_key UNIQUE (access_token_hash),
      CONSTRAINT orders_status_check CHECK (status IN ('pending', 'processing', 'shipped', 'delivered', 'cancelled')),
      CONSTRAINT orders_payment_status_check
        CHECK (payment_status IN ('unpaid', 'paid', 'failed', 'partially_refunded', 'refunded')),
      CONSTRAINT orders_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
      CONSTRAINT orders_amounts_check CHECK (
        subtotal_amount >= 0 AND discount_amount BETWEEN 0 AND subtotal_amount AND shipping_amount >= 0 AND tax_amount >= 0
      ),
      CONSTRAINT orders_total_amount_check
        CHECK (total_amount = subtotal_amount - discount_amount + shipping_amount + tax_amount)
    );
    CREATE INDEX orders_user_id_idx ON orders (user_id, placed_at DESC, id DESC);
    CREATE INDEX orders_placed_at_idx ON orders (placed_at DESC, id DESC);
    CREATE TRIGGER orders_version_trigger BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION raise_version();

    CREATE TABLE order_items (
      id uuid CONSTRAINT order_items_pkey PRIMARY KEY,
      order_id uuid NOT NULL CONSTRAINT order_items_order_id_fkey REFERENCES orders (id) ON DELETE CASCADE,
      product_id uuid NOT NULL,
      variant_id uuid NOT NULL,
      position integer NOT NULL DEFAULT 0,
      quantity integer NOT NULL,
      -- Copied at the moment of truth: what was bought stays what it was.
      title text NOT NULL,
      variant_title text NOT NULL,
      sku text,
      unit_price_amount integer NOT NULL,
      discount_amount integer NOT NULL DEFAULT 0,
      tax_amount integer NOT NULL DEFAULT 0,
      line_total_amount integer NOT NULL,
      CONSTRAINT order_items_order_id_variant_id_key UNIQUE (order_id, variant_id),
      CONSTRAINT order_items_variant_id_fkey FOREIGN KEY (product_id, variant_id)
        REFERENCES product_variants (product_id, id) ON DELETE RESTRICT,
      CONSTRAINT order_items_quantity_check CHECK (quantity > 0),
      CONSTRAINT order_items_amounts_check CHECK (unit_price_amount >= 0 AND discount_amount >= 0 AND tax_amount >= 0),
      CONSTRAINT order_items_line_total_amount_check
        CHECK (line_total_amount = unit_price_amount * quantity - discount_amount)
    );
    CREATE INDEX order_items_variant_id_idx ON order_items (variant_id);

    CREATE TABLE order_status_changes (
      id uuid CONSTRAINT order_status_changes_pkey PRIMARY KEY,
      order_id uuid NOT NULL CONSTRAINT order_status_changes_order_id_fkey REFERENCES orders (id) ON DELETE CASCADE,
      from_status text,
      status text NOT NULL,
      actor text NOT NULL,
      note text,
      created_at timestamptz NOT NULL DEFAULT now(),
      -- The legal moves, so that an illegal one cannot be written down whatever the code does.
      CONSTRAINT order_status_changes_transition_check CHECK (
        (from_status IS NULL AND status = 'pending') OR (from_status, status) IN (
          ('pending', 'processing'), ('processing', 'shipped'), ('shipped', 'delivered'),
          ('pending', 'cancelled'), ('processing', 'cancelled')
        )
      ),
      -- Each status is entered once: an order cannot be cancelled, nor give its stock back, twice.
      CONSTRAINT order_status_changes_order_id_status_key UNIQUE (order_id, status)
    );

    -- A hold: stock promised to an order. live → claimed (sold) → returned, or live → released.
    CREATE TABLE stock_reservations (
      id uuid CONSTRAINT stock_reservations_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
      order_id uuid NOT NULL CONSTRAINT stock_reservations_order_id_fkey REFERENCES orders (id) ON DELETE CASCADE,
      variant_id uuid NOT NULL CONSTRAINT stock_reservations_variant_id_fkey REFERENCES stock_items (variant_id) ON DELETE RESTRICT,
      quantity integer NOT NULL,
      status text NOT NULL DEFAULT 'live',
      expires_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT stock_reservations_quantity_check CHECK (quantity > 0),
      CONSTRAINT stock_reservations_status_check CHECK (status IN ('live', 'claimed', 'released', 'returned'))
    );
    -- One standing hold per line; a retried payment after a release makes a new one.
    CREATE UNIQUE INDEX stock_reservations_standing_key ON stock_reservations (order_id, variant_id)
      WHERE status IN ('live', 'claimed');
    CREATE INDEX stock_reservations_variant_id_idx ON stock_reservations (variant_id) WHERE status = 'live';
    CREATE INDEX stock_reservations_expires_at_idx ON stock_reservations (expires_at) WHERE status = 'live';
  `,
  down: `
    DROP TABLE stock_reservations;
    DROP TABLE order_status_changes;
    DROP TABLE order_items;
    DROP TABLE orders;
    DROP SEQUENCE orders_number_seq;
  `,
});
