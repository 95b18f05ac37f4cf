"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- Narrow and apart from the variants, because it is the row that a rush of buyers updates.
    CREATE TABLE stock_items (
      variant_id uuid CONSTRAINT stock_items_pkey PRIMARY KEY
        CONSTRAINT stock_items_variant_id_fkey REFERENCES product_variants (id) ON DELETE CASCADE,
      -- Not tracked: sold without counting. Backorder: counted, and sold below zero.
      tracked boolean NOT NULL DEFAULT true,
      backorder boolean NOT NULL DEFAULT false,
      on_hand integer NOT NULL DEFAULT 0,
      reserved integer NOT NULL DEFAULT 0,
      version integer NOT NULL DEFAULT 1,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT stock_items_on_hand_check CHECK (on_hand >= 0 OR backorder OR NOT tracked),
      CONSTRAINT stock_items_reserved_check CHECK (reserved >= 0 AND (reserved <= on_hand OR backorder OR NOT tracked))
    ) WITH (fillfactor = 70);
    CREATE TRIGGER stock_items_version_trigger BEFORE UPDATE ON stock_items FOR EACH ROW EXECUTE FUNCTION raise_version();

    -- The ledger: on_hand is the sum of its movements.
    CREATE TABLE stock_movements (
      id uuid CONSTRAINT stock_movements_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
      variant_id uuid NOT NULL CONSTRAINT stock_movements_variant_id_fkey REFERENCES stock_items (variant_id) ON DELETE CASCADE,
      delta integer NOT NULL,
      reason text NOT NULL,
      order_id uuid,
      actor text,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT stock_movements_delta_check CHECK (delta <> 0),
      CONSTRAINT stock_movements_reason_check CHECK (reason IN ('initial', 'import', 'adjustment', 'sale', 'cancellation'))
    );
    CREATE INDEX stock_movements_order_id_idx ON stock_movements (order_id, variant_id) WHERE order_id IS NOT NULL;
    CREATE INDEX stock_movements_variant_id_idx ON stock_movements (variant_id, created_at, id);
  `,
  down: `
    DROP TABLE stock_movements;
    DROP TABLE stock_items;
  `,
});
