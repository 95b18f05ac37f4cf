"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- A cart has at most 200 lines, whoever adds them: MAX_CART_LINES of src/models/cart/vocabulary.ts.
    CREATE FUNCTION limit_cart_lines() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      -- Of two that add at once, the second waits here and counts the lines of the first.
      PERFORM FROM carts c WHERE c.id IN (SELECT cart_id FROM new_lines) ORDER BY c.id FOR NO KEY UPDATE;
      IF EXISTS (
        SELECT FROM cart_items i WHERE i.cart_id IN (SELECT cart_id FROM new_lines)
        GROUP BY i.cart_id HAVING count(*) > 200
      ) THEN
        RAISE EXCEPTION 'a cart has at most 200 lines'
          USING ERRCODE = 'check_violation', TABLE = 'cart_items', CONSTRAINT = 'cart_items_lines_check';
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER cart_items_lines_trigger AFTER INSERT ON cart_items REFERENCING NEW TABLE AS new_lines
      FOR EACH STATEMENT EXECUTE FUNCTION limit_cart_lines();
  `,
  down: `
    DROP TRIGGER cart_items_lines_trigger ON cart_items;
    DROP FUNCTION limit_cart_lines();
  `,
});
