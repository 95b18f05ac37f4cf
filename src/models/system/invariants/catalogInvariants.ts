import type { Invariant } from "./invariant.js";

export const catalogInvariants: Invariant[] = [
  {
    // The trigger function refresh_product_summary() computes these columns.
    name: "product_summary_equals_variants",
    meaning: "The price, comparison price, currency and on-sale flag of a product are those of its variants.",
    breaches: `
      SELECT p.id AS product_id, p.price_amount, s.price_amount AS variant_price_amount, p.compare_at_amount,
        s.compare_at_amount AS variant_compare_at_amount, p.currency, s.currency AS variant_currency, p.on_sale,
        coalesce(s.on_sale, false) AS variants_on_sale
      FROM products p
      LEFT JOIN (
        SELECT DISTINCT ON (product_id) product_id, price_amount, compare_at_amount, currency,
          bool_or(compare_at_amount IS NOT NULL) OVER (PARTITION BY product_id) AS on_sale
        FROM product_variants WHERE deleted_at IS NULL
        ORDER BY product_id, price_amount, position, id
      ) s ON s.product_id = p.id
      WHERE (p.price_amount, p.compare_at_amount, p.currency, p.on_sale)
        IS DISTINCT FROM (s.price_amount, s.compare_at_amount, s.currency, coalesce(s.on_sale, false))`,
  },
  {
    // The trigger functions refresh_product_rating() and count_review_vote() compute these columns.
    name: "product_rating_equals_reviews",
    meaning: "The average and the count of a product's rating are those of its approved reviews.",
    breaches: `
      SELECT p.id AS product_id, p.rating_average, p.rating_count, r.average, r.count
      FROM products p
      LEFT JOIN (
        SELECT product_id, round(avg(rating), 2) AS average, count(*) AS count
        FROM reviews WHERE status = 'approved' GROUP BY product_id
      ) r ON r.product_id = p.id
      WHERE (p.rating_average, p.rating_count::bigint) IS DISTINCT FROM (r.average, coalesce(r.count, 0))`,
  },
  {
    name: "review_votes_are_counted",
    meaning: "The number of helpful votes of a review equals its votes.",
    breaches: `
      SELECT r.id AS review_id, r.helpful_count FROM reviews r
      WHERE r.helpful_count <> (SELECT count(*) FROM review_votes v WHERE v.review_id = r.id)`,
  },
  {
    name: "categories_form_a_tree",
    meaning: "Every category is reachable from a category without a parent.",
    breaches: `
      WITH RECURSIVE reached AS (
        SELECT id FROM categories WHERE parent_id IS NULL
        UNION
        SELECT c.id FROM categories c JOIN reached r ON c.parent_id = r.id
      )
      SELECT id AS category_id, parent_id FROM categories WHERE id NOT IN (SELECT id FROM reached)`,
  },
];
