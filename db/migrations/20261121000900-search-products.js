"use strict";

const { migration } = require("../sql");

const PUNCTUATION = "./\\-_@:+&~=?#%'’";
const WORDS = `translate(title, '${PUNCTUATION.replace("'", "''")}', '${" ".repeat(PUNCTUATION.length)}')`;

module.exports = migration({
  up: `
    -- A title's words twice: stemmed, and as they are written, which is what the beginning of a word is matched with.
    -- Punctuation becomes space first: PostgreSQL's parser takes "black/white" for a path and "2.5" for one number.
    -- (SET EXPRESSION would say it shorter, but needs PostgreSQL 17.)
    ALTER TABLE products DROP COLUMN search_vector;
    ALTER TABLE products ADD COLUMN search_vector tsvector NOT NULL GENERATED ALWAYS AS (
      to_tsvector('english', ${WORDS})
      || to_tsvector('simple', ${WORDS})
    ) STORED;
    CREATE INDEX products_search_vector_idx ON products USING gin (search_vector);

    -- Every word must match, by its stem or as the beginning of a word; the parts of a compound ("t shirt") one after
    -- the other. Stop words count only inside compounds, or when there is nothing else. NULL, which matches nothing,
    -- when nothing in the list can be searched for.
    CREATE FUNCTION title_query(words text[]) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT coalesce(
        string_agg(
          CASE WHEN numnode(stem) = numnode(beginning) THEN '(' || stem::text || ' | ' || beginning::text || ')'
          ELSE '(' || beginning::text || ')' END, ' & '
        ) FILTER (WHERE numnode(stem) > 0),
        string_agg('(' || beginning::text || ')', ' & ')
      )::tsquery
      FROM unnest(words) AS word,
        phraseto_tsquery('english', word) AS stem,
        to_tsquery('simple', quote_literal(word) || ':*') AS beginning
      WHERE numnode(beginning) > 0
    $$;

    CREATE INDEX products_rating_idx ON products (coalesce(rating_average, 0) DESC, id DESC)
      WHERE status = 'active' AND deleted_at IS NULL;
    CREATE INDEX products_brand_idx ON products (lower(brand)) WHERE status = 'active' AND deleted_at IS NULL;
    -- Staff see every status.
    CREATE INDEX products_created_at_idx ON products (created_at DESC, id DESC) WHERE deleted_at IS NULL;
  `,
  down: `
    DROP INDEX products_created_at_idx;
    DROP INDEX products_brand_idx;
    DROP INDEX products_rating_idx;
    DROP FUNCTION title_query(text[]);
    ALTER TABLE products DROP COLUMN search_vector;
    ALTER TABLE products
      ADD COLUMN search_vector tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english', title)) STORED;
    CREATE INDEX products_search_vector_idx ON products USING gin (search_vector);
  `,
});
