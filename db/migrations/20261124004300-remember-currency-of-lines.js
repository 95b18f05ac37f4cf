"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- The price that a line remembers is in the currency of its own time: a cart can outlive a change of the shop's.
    ALTER TABLE cart_items ADD COLUMN currency text;
    UPDATE cart_items i SET currency = c.currency FROM carts c WHERE c.id = i.cart_id;
    ALTER TABLE cart_items ALTER COLUMN currency SET NOT NULL;
    ALTER TABLE cart_items ADD CONSTRAINT cart_items_currency_check CHECK (currency ~ '^[A-Z]{3}$');
  `,
  down: `
    ALTER TABLE cart_items DROP COLUMN currency;
  `,
});
