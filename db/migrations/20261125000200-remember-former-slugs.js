"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    CREATE TABLE product_former_slugs (
      slug text CONSTRAINT product_former_slugs_pkey PRIMARY KEY,
      product_id uuid NOT NULL CONSTRAINT product_former_slugs_product_id_fkey REFERENCES products (id) ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX product_former_slugs_product_id_idx ON product_former_slugs (product_id);

    -- Triggers, so that every writer of a slug keeps the history. A slug that a live product has is not a former slug.
    CREATE FUNCTION remember_former_slug() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO product_former_slugs (slug, product_id) SELECT OLD.slug, OLD.id
      WHERE NOT EXISTS (SELECT FROM products p WHERE p.slug = OLD.slug AND p.deleted_at IS NULL)
      ON CONFLICT (slug) DO UPDATE SET product_id = excluded.product_id, created_at = now();
      DELETE FROM product_former_slugs WHERE slug = NEW.slug;
      RETURN NULL;
    END $$;
    CREATE TRIGGER products_former_slug_trigger AFTER UPDATE OF slug ON products FOR EACH ROW
      WHEN (OLD.slug IS DISTINCT FROM NEW.slug AND NEW.deleted_at IS NULL) EXECUTE FUNCTION remember_former_slug();

    CREATE FUNCTION claim_slugs() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM product_former_slugs f USING new_rows n WHERE f.slug = n.slug;
      RETURN NULL;
    END $$;
    CREATE TRIGGER products_claim_slugs_trigger AFTER INSERT ON products
      REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION claim_slugs();
  `,
  down: `
    DROP TRIGGER products_claim_slugs_trigger ON products;
    DROP TRIGGER products_former_slug_trigger ON products;
    DROP FUNCTION claim_slugs();
    DROP FUNCTION remember_former_slug();
    DROP TABLE product_former_slugs;
  `,
});
