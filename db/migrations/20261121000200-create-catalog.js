"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    CREATE TABLE categories (
      id uuid CONSTRAINT categories_pkey PRIMARY KEY,
      parent_id uuid CONSTRAINT categories_parent_id_fkey REFERENCES categories (id) ON DELETE RESTRICT,
      slug text NOT NULL,
      name text NOT NULL,
      description text,
      position integer NOT NULL DEFAULT 0,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT categories_slug_key UNIQUE (slug),
      CONSTRAINT categories_slug_check CHECK (length(slug) BETWEEN 1 AND 255),
      CONSTRAINT categories_parent_id_check CHECK (parent_id <> id)
    );
    CREATE INDEX categories_parent_id_idx ON categories (parent_id);

    CREATE TABLE products (
      id uuid CONSTRAINT products_pkey PRIMARY KEY,
      slug text NOT NULL,
      title text NOT NULL,
      description text NOT NULL DEFAULT '',
      brand text,
      status text NOT NULL DEFAULT 'draft',
      options jsonb NOT NULL DEFAULT '[]',
      tags text[] NOT NULL DEFAULT '{}',
      -- What lists sort and filter by, kept by the triggers below: the cheapest variant's price.
      price_amount integer,
      compare_at_amount integer,
      currency text,
      on_sale boolean NOT NULL DEFAULT false,
      rating_average numeric(3, 2),
      rating_count integer NOT NULL DEFAULT 0,
      version integer NOT NULL DEFAULT 1,
      search_vector tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english', title)) STORED,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      deleted_at timestamptz,
      CONSTRAINT products_status_check CHECK (status IN ('draft', 'active', 'archived')),
      CONSTRAINT products_slug_check CHECK (length(slug) BETWEEN 1 AND 255),
      CONSTRAINT products_title_check CHECK (length(btrim(title)) BETWEEN 1 AND 255),
      CONSTRAINT products_options_check CHECK (jsonb_typeof(options) = 'array'),
      CONSTRAINT products_rating_check CHECK (rating_count >= 0 AND (rating_average BETWEEN 1 AND 5 OR rating_count = 0))
    );
    CREATE UNIQUE INDEX products_slug_key ON products (slug) WHERE deleted_at IS NULL;
    -- The shop window: each order that a list can have walks one of these and stops at its limit.
    CREATE INDEX products_newest_idx ON products (created_at DESC, id DESC) WHERE status = 'active' AND deleted_at IS NULL;
    CREATE INDEX products_price_idx ON products (price_amount, id) WHERE status = 'active' AND deleted_at IS NULL;
    CREATE INDEX products_title_idx ON products (lower(title), id) WHERE status = 'active' AND deleted_at IS NULL;
    CREATE INDEX products_search_vector_idx ON products USING gin (search_vector);
    CREATE INDEX products_tags_idx ON products USING gin (tags);

    CREATE TABLE product_categories (
      product_id uuid NOT NULL CONSTRAINT product_categories_product_id_fkey REFERENCES products (id) ON DELETE CASCADE,
      category_id uuid NOT NULL CONSTRAINT product_categories_category_id_fkey REFERENCES categories (id) ON DELETE CASCADE,
      CONSTRAINT product_categories_pkey PRIMARY KEY (product_id, category_id)
    );
    CREATE INDEX product_categories_category_id_idx ON product_categories (category_id, product_id);

    CREATE TABLE product_images (
      id uuid CONSTRAINT product_images_pkey PRIMARY KEY,
      product_id uuid NOT NULL CONSTRAINT product_images_product_id_fkey REFERENCES products (id) ON DELETE CASCADE,
      url text NOT NULL,
      alt text,
      width integer,
      height integer,
      position integer NOT NULL DEFAULT 0,
      CONSTRAINT product_images_product_id_id_key UNIQUE (product_id, id),
      CONSTRAINT product_images_url_check CHECK (url ~ '^(https?://|/)'),
      CONSTRAINT product_images_size_check CHECK (width > 0 AND height > 0)
    );
    CREATE INDEX product_images_product_id_idx ON product_images (product_id, position, id);

    CREATE TABLE product_variants (
      id uuid CONSTRAINT product_variants_pkey PRIMARY KEY,
      product_id uuid NOT NULL CONSTRAINT product_variants_product_id_fkey REFERENCES products (id) ON DELETE CASCADE,
      sku text,
      title text NOT NULL,
      options jsonb NOT NULL DEFAULT '{}',
      price_amount integer NOT NULL,
      compare_at_amount integer,
      currency text NOT NULL,
      barcode text,
      weight_grams integer,
      image_id uuid,
      position integer NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      deleted_at timestamptz,
      -- Lines name product and variant; this key lets them prove that the two belong together.
      CONSTRAINT product_variants_product_id_id_key UNIQUE (product_id, id),
      CONSTRAINT product_variants_image_id_fkey FOREIGN KEY (product_id, image_id)
        REFERENCES product_images (product_id, id) ON DELETE SET NULL (image_id),
      CONSTRAINT product_variants_price_amount_check CHECK (price_amount >= 0),
      CONSTRAINT product_variants_compare_at_amount_check CHECK (compare_at_amount > price_amount),
      CONSTRAINT product_variants_currency_check CHECK (currency ~ '^[A-Z]{3}$'),
      CONSTRAINT product_variants_weight_grams_check CHECK (weight_grams >= 0),
      CONSTRAINT product_variants_sku_check CHECK (length(sku) BETWEEN 1 AND 255),
      CONSTRAINT product_variants_options_check CHECK (jsonb_typeof(options) = 'object')
    );
    CREATE UNIQUE INDEX product_variants_sku_key ON product_variants (sku) WHERE deleted_at IS NULL;
    CREATE UNIQUE INDEX product_variants_product_id_options_key ON product_variants (product_id, options) WHERE deleted_at IS NULL;
    CREATE INDEX product_variants_product_id_idx ON product_variants (product_id, position, id) WHERE deleted_at IS NULL;

    -- One function for the three tables below: what lists show of a product is worked out again whenever a part of
    -- it changes, so that no code path can forget it, and its version moves, which is what ETags are made of.
    CREATE FUNCTION refresh_product_summary() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE products p SET
        price_amount = s.price_amount, compare_at_amount = s.compare_at_amount, currency = s.currency,
        on_sale = coalesce(s.on_sale, false), version = p.version + 1, updated_at = now()
      FROM (SELECT DISTINCT product_id FROM changed_rows) c
      LEFT JOIN LATERAL (
        SELECT v.price_amount, v.compare_at_amount, v.currency,
               bool_or(v.compare_at_amount IS NOT NULL) OVER () AS on_sale
        FROM product_variants v
        WHERE v.product_id = c.product_id AND v.deleted_at IS NULL
        ORDER BY v.price_amount, v.position, v.id LIMIT 1
      ) s ON true
      WHERE p.id = c.product_id;
      RETURN NULL;
    END $$;

    DO $$
    DECLARE part text; occasion text; rows text;
    BEGIN
      FOREACH part IN ARRAY ARRAY['product_variants', 'product_images', 'product_categories'] LOOP
        FOREACH occasion IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
          rows := CASE occasion WHEN 'delete' THEN 'OLD' ELSE 'NEW' END;
          EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s TABLE AS changed_rows
            FOR EACH STATEMENT EXECUTE FUNCTION refresh_product_summary()',
            part || '_' || occasion || '_trigger', occasion, part, rows);
        END LOOP;
      END LOOP;
    END $$;

    CREATE FUNCTION raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.version = OLD.version THEN NEW.version := OLD.version + 1; END IF;
      NEW.updated_at := now();
      RETURN NEW;
    END $$;
    CREATE TRIGGER products_version_trigger BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION raise_version();
    CREATE TRIGGER categories_version_trigger BEFORE UPDATE ON categories FOR EACH ROW EXECUTE FUNCTION raise_version();
  `,
  down: `
    DROP TABLE product_variants;
    DROP TABLE product_images;
    DROP TABLE product_categories;
    DROP TABLE products;
    DROP TABLE categories;
    DROP FUNCTION refresh_product_summary();
    DROP FUNCTION raise_version();
  `,
});
