"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- The cheapest variant's price is the product's, which compares amounts: the live variants of a product have one currency.
    CREATE FUNCTION hold_one_currency() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (
        SELECT FROM (SELECT DISTINCT product_id FROM changed_rows) c CROSS JOIN LATERAL (
          SELECT FROM product_variants v WHERE v.product_id = c.product_id AND v.deleted_at IS NULL
          HAVING min(v.currency) <> max(v.currency)
        ) mixed
      ) THEN
        RAISE EXCEPTION 'the variants of a product have one currency'
          USING ERRCODE = 'check_violation', TABLE = 'product_variants', CONSTRAINT = 'product_variants_one_currency_check';
      END IF;
      RETURN NULL;
    END $$;
    -- Triggers fire in the order of their names: these after those that update, and so lock, the products.
    CREATE TRIGGER product_variants_with_one_currency_insert_trigger AFTER INSERT ON product_variants
      REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION hold_one_currency();
    CREATE TRIGGER product_variants_with_one_currency_update_trigger AFTER UPDATE ON product_variants
      REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION hold_one_currency();
  `,
  down: `
    DROP TRIGGER product_variants_with_one_currency_insert_trigger ON product_variants;
    DROP TRIGGER product_variants_with_one_currency_update_trigger ON product_variants;
    DROP FUNCTION hold_one_currency();
  `,
});
