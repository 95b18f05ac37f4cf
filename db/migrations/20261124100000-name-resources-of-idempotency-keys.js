"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- A request in several transactions creates an order or a payment; later kinds need no column of their own.
    ALTER TABLE idempotency_keys ADD COLUMN resource_type text, ADD COLUMN resource_id uuid;
    UPDATE idempotency_keys SET resource_type = 'order', resource_id = order_id WHERE order_id IS NOT NULL;
    -- An unfinished request for an order with several payments is a retry, which resumes its payment.
    UPDATE idempotency_keys k SET resource_type = 'payment', resource_id = p.id
      FROM (SELECT DISTINCT ON (order_id) order_id, id, attempt FROM payments ORDER BY order_id, attempt DESC) p
      WHERE k.completed_at IS NULL AND p.order_id = k.order_id AND p.attempt > 1;
    ALTER TABLE idempotency_keys DROP COLUMN order_id;
    ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_resource_check
      CHECK ((resource_type IS NULL) = (resource_id IS NULL));
  `,
  down: `
    ALTER TABLE idempotency_keys
      ADD COLUMN order_id uuid CONSTRAINT idempotency_keys_order_id_fkey REFERENCES orders (id) ON DELETE CASCADE;
    UPDATE idempotency_keys SET order_id = resource_id WHERE resource_type = 'order';
    UPDATE idempotency_keys k SET order_id = p.order_id FROM payments p
      WHERE k.resource_type = 'payment' AND p.id = k.resource_id;
    ALTER TABLE idempotency_keys DROP COLUMN resource_type, DROP COLUMN resource_id;
  `,
});
