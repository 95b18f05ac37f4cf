"use strict";

const { migration } = require("../sql");

module.exports = migration({
  up: `
    -- user_id and author become NULL when the account closes.
    CREATE TABLE reviews (
      id uuid CONSTRAINT reviews_pkey PRIMARY KEY,
      product_id uuid NOT NULL CONSTRAINT reviews_product_id_fkey REFERENCES products (id) ON DELETE CASCADE,
      user_id uuid CONSTRAINT reviews_user_id_fkey REFERENCES users (id) ON DELETE RESTRICT,
      author text,
      rating integer NOT NULL,
      title text NOT NULL,
      text text NOT NULL,
      verified_purchase boolean NOT NULL,
      status text NOT NULL DEFAULT 'pending',
      reply text,
      helpful_count integer NOT NULL DEFAULT 0,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT reviews_product_id_user_id_key UNIQUE (product_id, user_id),
      CONSTRAINT reviews_author_check CHECK (author !~ '@' AND length(author) <= 120),
      CONSTRAINT reviews_rating_check CHECK (rating BETWEEN 1 AND 5),
      CONSTRAINT reviews_title_check CHECK (length(btrim(title)) BETWEEN 1 AND 150),
      CONSTRAINT reviews_text_check CHECK (length(btrim(text)) BETWEEN 1 AND 5000),
      CONSTRAINT reviews_reply_check CHECK (length(btrim(reply)) BETWEEN 1 AND 5000),
      CONSTRAINT reviews_status_check CHECK (status IN ('pending', 'approved', 'rejected')),
      CONSTRAINT reviews_helpful_count_check CHECK (helpful_count >= 0)
    );
    CREATE INDEX reviews_user_id_idx ON reviews (user_id);
    CREATE INDEX reviews_status_idx ON reviews (status, id DESC);
    CREATE INDEX reviews_newest_idx ON reviews (product_id, id DESC) INCLUDE (rating) WHERE status = 'approved';
    CREATE INDEX reviews_helpful_idx ON reviews (product_id, helpful_count DESC, id DESC) WHERE status = 'approved';
    -- A vote is no change of the review: it must not make the version of a moderator stale.
    CREATE TRIGGER reviews_version_trigger BEFORE UPDATE ON reviews FOR EACH ROW
      WHEN (OLD.helpful_count = NEW.helpful_count) EXECUTE FUNCTION raise_version();

    CREATE TABLE review_votes (
      review_id uuid NOT NULL CONSTRAINT review_votes_review_id_fkey REFERENCES reviews (id) ON DELETE CASCADE,
      user_id uuid NOT NULL CONSTRAINT review_votes_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT review_votes_pkey PRIMARY KEY (review_id, user_id)
    );
    CREATE INDEX review_votes_user_id_idx ON review_votes (user_id);

    -- The lock comes first: at READ COMMITTED the next statement then sees every committed review of the product.
    CREATE FUNCTION refresh_product_rating() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE changed uuid := coalesce(NEW.product_id, OLD.product_id);
    BEGIN
      PERFORM FROM products WHERE id = changed FOR NO KEY UPDATE;
      UPDATE products p SET rating_average = r.average, rating_count = r.count, updated_at = now()
      FROM (SELECT round(avg(rating), 2) AS average, count(*)::integer AS count
            FROM reviews WHERE product_id = changed AND status = 'approved') r
      WHERE p.id = changed;
      RETURN NULL;
    END $$;
    CREATE TRIGGER reviews_insert_rating_trigger AFTER INSERT ON reviews FOR EACH ROW
      WHEN (NEW.status = 'approved') EXECUTE FUNCTION refresh_product_rating();
    CREATE TRIGGER reviews_update_rating_trigger AFTER UPDATE OF status, rating ON reviews FOR EACH ROW
      WHEN ((OLD.status, OLD.rating) IS DISTINCT FROM (NEW.status, NEW.rating)) EXECUTE FUNCTION refresh_product_rating();
    CREATE TRIGGER reviews_delete_rating_trigger AFTER DELETE ON reviews FOR EACH ROW
      WHEN (OLD.status = 'approved') EXECUTE FUNCTION refresh_product_rating();

    CREATE FUNCTION count_review_vote() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        UPDATE reviews SET helpful_count = helpful_count + 1 WHERE id = NEW.review_id;
        IF EXISTS (SELECT FROM reviews WHERE id = NEW.review_id AND user_id = NEW.user_id) THEN
          RAISE EXCEPTION 'authors cannot vote for their own reviews'
            USING ERRCODE = 'check_violation', TABLE = 'review_votes', CONSTRAINT = 'review_votes_own_check';
        END IF;
      ELSE
        UPDATE reviews SET helpful_count = helpful_count - 1 WHERE id = OLD.review_id;
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER review_votes_count_trigger AFTER INSERT OR DELETE ON review_votes
      FOR EACH ROW EXECUTE FUNCTION count_review_vote();
  `,
  down: `
    DROP TABLE review_votes;
    DROP TABLE reviews;
    DROP FUNCTION count_review_vote();
    DROP FUNCTION refresh_product_rating();
    UPDATE products SET rating_average = NULL, rating_count = 0 WHERE rating_count > 0;
  `,
});
