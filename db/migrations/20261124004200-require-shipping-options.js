"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- Every order is shipped today. Orders from before, which got no option where none served the country, keep that.
    ALTER TABLE orders ADD COLUMN requires_shipping boolean NOT NULL DEFAULT true;
    -- For clients nothing changes, so their ETags stay.
    ALTER TABLE orders DISABLE TRIGGER orders_version_trigger;
    UPDATE orders SET requires_shipping = false WHERE shipping_option IS NULL;
    ALTER TABLE orders ENABLE TRIGGER orders_version_trigger;
    ALTER TABLE orders ADD CONSTRAINT orders_shipping_option_check
      CHECK (shipping_option IS NOT NULL OR NOT requires_shipping);
  `,
  down: `
    ALTER TABLE orders DROP CONSTRAINT orders_shipping_option_check;
    ALTER TABLE orders DROP COLUMN requires_shipping;
  `,
});
