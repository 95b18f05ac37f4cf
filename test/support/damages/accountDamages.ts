import type { Damage } from "./damages.js";

const REVIEW = "0192f0c1-2345-7000-8000-00000000a001";

/** Accounts, catalogue, stock and carts. */
export const accountDamages: Damage[] = [
  {
    breaks: "product_rating_equals_reviews",
    by: "a rating without a review",
    statements: ({ unsold }) => [
      ["UPDATE products SET rating_average = 5, rating_count = 1 WHERE id = $1", [unsold.product]],
    ],
    row: ({ unsold }) => unsold.product,
  },
  {
    breaks: "review_votes_are_counted",
    by: "a count without votes",
    statements: ({ unsold }) => [
      [
        `INSERT INTO reviews (id, product_id, rating, title, text, verified_purchase, helpful_count)
         VALUES ($1, $2, 5, 'Good', 'Good', false, 3)`,
        [REVIEW, unsold.product],
      ],
    ],
    row: () => REVIEW,
  },
  {
    breaks: "one_live_token_per_session",
    by: "a running session without a live token",
    statements: ({ session }) => [
      ["UPDATE refresh_tokens SET rotated_at = now() WHERE session_id = $1", [session]],
    ],
    row: ({ session }) => session,
  },
  {
    breaks: "no_token_after_session_end",
    by: "a token issued after the session ended",
    statements: ({ session }) => [
      [
        `UPDATE sessions SET created_at = now() - interval '2 hours', ended_at = now() - interval '1 hour' WHERE id = $1`,
        [session],
      ],
    ],
    row: ({ session }) => session,
  },
  {
    breaks: "identities_are_unique",
    by: "two accounts with one address",
    statements: ({ user, otherUser }) => [
      ["ALTER TABLE users DROP CONSTRAINT users_email_key"],
      ["UPDATE users SET email = (SELECT email FROM users WHERE id = $2) WHERE id = $1", [user, otherUser]],
    ],
    row: ({ user }) => user,
  },
  {
    breaks: "identities_are_unique",
    by: "two accounts with one username",
    statements: ({ user, otherUser }) => [
      ["ALTER TABLE users DROP CONSTRAINT users_username_key"],
      [
        "UPDATE users SET username = (SELECT username FROM users WHERE id = $2) WHERE id = $1",
        [user, otherUser],
      ],
    ],
    row: ({ otherUser }) => otherUser,
  },
  {
    breaks: "identities_are_normalised",
    by: "an address in capital letters",
    statements: ({ user }) => [
      ["ALTER TABLE users DROP CONSTRAINT users_email_check"],
      ["UPDATE users SET email = upper(email) WHERE id = $1", [user]],
    ],
    row: ({ user }) => user,
  },
  {
    breaks: "identities_are_normalised",
    by: "a username with a compatibility character",
    statements: ({ user }) => [
      ["ALTER TABLE users DROP CONSTRAINT users_username_check"],
      ["UPDATE users SET username = 'o\uFB03ce' WHERE id = $1", [user]],
    ],
    row: ({ user }) => user,
  },
  {
    breaks: "one_account_per_external_identity",
    by: "two accounts with one identity of a provider",
    statements: ({ user, otherUser }) => [
      ["ALTER TABLE user_identities DROP CONSTRAINT user_identities_issuer_subject_key"],
      [
        `INSERT INTO user_identities (id, user_id, provider, issuer, subject)
         SELECT gen_random_uuid(), id, 'p', 'https://damaged.example', 's' FROM unnest(ARRAY[$1::uuid, $2]) id`,
        [user, otherUser],
      ],
    ],
    row: ({ user }) => user,
  },
  {
    breaks: "one_live_code_per_purpose",
    by: "two live codes",
    statements: ({ user }) => [
      ["DROP INDEX one_time_codes_live_key"],
      [
        `INSERT INTO one_time_codes (id, user_id, purpose, email, code_hash, expires_at)
         SELECT gen_random_uuid(), $1, 'reset_password', 'x', 'x', now() FROM generate_series(1, 2)`,
        [user],
      ],
    ],
    row: ({ user }) => user,
  },
  {
    breaks: "product_summary_equals_variants",
    by: "a product with another price than its variant",
    statements: ({ unsold }) => [
      ["UPDATE products SET price_amount = price_amount + 1 WHERE id = $1", [unsold.product]],
    ],
    row: ({ unsold }) => unsold.product,
  },
  {
    breaks: "product_summary_equals_variants",
    by: "a product with a sale mark and no reduced variant",
    statements: ({ unsold }) => [["UPDATE products SET on_sale = true WHERE id = $1", [unsold.product]]],
    row: ({ unsold }) => unsold.product,
  },
  {
    breaks: "categories_form_a_tree",
    by: "a category below its own child",
    statements: ({ category, child }) => [
      ["UPDATE categories SET parent_id = $2 WHERE id = $1", [category, child]],
    ],
    row: ({ category }) => category,
  },
  {
    breaks: "stock_equals_movements",
    by: "a piece without a movement",
    statements: ({ unsold }) => [
      ["UPDATE stock_items SET on_hand = on_hand + 1 WHERE variant_id = $1", [unsold.variant]],
    ],
    row: ({ unsold }) => unsold.variant,
  },
  {
    breaks: "reserved_equals_live_holds",
    by: "a reserved piece without a hold",
    statements: ({ unsold }) => [
      ["UPDATE stock_items SET reserved = reserved + 1 WHERE variant_id = $1", [unsold.variant]],
    ],
    row: ({ unsold }) => unsold.variant,
  },
  {
    breaks: "stock_within_bounds",
    by: "more reserved stock than stock on hand",
    statements: ({ pending: { variant } }) => [
      ["ALTER TABLE stock_items DROP CONSTRAINT stock_items_reserved_check"],
      [
        `INSERT INTO stock_movements (variant_id, delta, reason)
         SELECT variant_id, -on_hand, 'adjustment' FROM stock_items WHERE variant_id = $1`,
        [variant],
      ],
      ["UPDATE stock_items SET on_hand = 0 WHERE variant_id = $1", [variant]],
    ],
    row: ({ pending }) => pending.variant,
  },
  {
    breaks: "variant_has_stock_item",
    by: "a variant without one",
    statements: ({ unsold }) => [["DELETE FROM stock_items WHERE variant_id = $1", [unsold.variant]]],
    row: ({ unsold }) => unsold.variant,
  },
  {
    breaks: "movement_has_order",
    by: "a movement of an order that does not exist",
    statements: ({ unsold }) => [
      [
        `INSERT INTO stock_movements (variant_id, delta, reason, order_id)
         VALUES ($1, 1, 'adjustment', gen_random_uuid())`,
        [unsold.variant],
      ],
      ["UPDATE stock_items SET on_hand = on_hand + 1 WHERE variant_id = $1", [unsold.variant]],
    ],
    row: ({ unsold }) => unsold.variant,
  },
  {
    breaks: "sales_equal_holds",
    by: "a sale of more pieces than were held",
    statements: ({ paid: { order, variant } }) => [
      ["UPDATE stock_movements SET delta = delta - 1 WHERE order_id = $1 AND reason = 'sale'", [order]],
      ["UPDATE stock_items SET on_hand = on_hand - 1 WHERE variant_id = $1", [variant]],
    ],
    row: ({ paid }) => paid.order,
  },
  {
    breaks: "sales_equal_holds",
    by: "a cancelled order whose stock was returned twice",
    statements: ({ refunded: { order, variant } }) => [
      [
        `INSERT INTO stock_movements (variant_id, delta, reason, order_id)
         SELECT variant_id, delta, reason, order_id FROM stock_movements WHERE order_id = $1 AND reason = 'cancellation'`,
        [order],
      ],
      ["UPDATE stock_items SET on_hand = on_hand + 2 WHERE variant_id = $1", [variant]],
    ],
    row: ({ refunded }) => refunded.order,
  },
  {
    breaks: "one_open_cart_per_user",
    by: "a second open cart",
    statements: ({ user }) => [
      ["DROP INDEX carts_user_id_key"],
      ["INSERT INTO carts (id, user_id, currency) VALUES (gen_random_uuid(), $1, 'USD')", [user]],
    ],
    row: ({ user }) => user,
  },
  {
    breaks: "cart_within_limits",
    by: "a line of 10,000 pieces",
    statements: ({ openCart }) => [
      ["ALTER TABLE cart_items DROP CONSTRAINT cart_items_quantity_check"],
      ["UPDATE cart_items SET quantity = 10000 WHERE cart_id = $1", [openCart]],
    ],
    row: ({ openCart }) => openCart,
  },
  {
    breaks: "cart_within_limits",
    by: "a cart of 201 lines",
    statements: ({ openCart }) => [
      ["ALTER TABLE cart_items DROP CONSTRAINT cart_items_variant_id_fkey"],
      ["DROP TRIGGER cart_items_lines_trigger ON cart_items"],
      [
        `INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount, currency)
         SELECT gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), 1, 1, 'USD' FROM generate_series(1, 200)`,
        [openCart],
      ],
    ],
    row: ({ openCart }) => openCart,
  },
];
