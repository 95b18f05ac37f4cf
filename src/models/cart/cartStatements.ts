import { positional } from "../../database/statement.js";
import type { Address } from "../../lib/address.js";
import type { ShippingPrice } from "../../lib/pricing.js";

/** The hot path of carts: one statement per step, whatever the number of lines. */

export type CartHeader = { id: string; version: number; currency: string };

const HEADER = `id, version, currency`;

export const findOpenCart = {
  ofUser: positional<CartHeader>(`SELECT ${HEADER} FROM carts WHERE user_id = $1 AND closed_at IS NULL`),
  ofGuest: positional<CartHeader>(
    `SELECT ${HEADER} FROM carts WHERE token_hash = $1 AND user_id IS NULL AND closed_at IS NULL`,
  ),
};

/**
 * Locks the open cart until the transaction ends and raises its version, in one go. The shop's currency ($2) becomes the
 * cart's: what the cart costs are today's prices.
 */
export const touchOpenCart = {
  ofUser: positional<CartHeader>(
    `UPDATE carts SET updated_at = now(), currency = $2 WHERE user_id = $1 AND closed_at IS NULL RETURNING ${HEADER}`,
  ),
  ofGuest: positional<CartHeader>(
    `UPDATE carts SET updated_at = now(), currency = $2
     WHERE token_hash = $1 AND user_id IS NULL AND closed_at IS NULL RETURNING ${HEADER}`,
  ),
};

/** Opens a cart; of two requests that open a customer's first cart at once, the second gets the first one's. */
export const insertCart = {
  ofUser: positional<CartHeader>(
    `INSERT INTO carts (id, user_id, currency) VALUES ($1, $2, $3)
     ON CONFLICT (user_id) WHERE closed_at IS NULL DO UPDATE SET updated_at = now(), currency = EXCLUDED.currency
     RETURNING ${HEADER}`,
  ),
  ofGuest: positional<CartHeader>(
    `INSERT INTO carts (id, token_hash, currency) VALUES ($1, $2, $3) RETURNING ${HEADER}`,
  ),
};

/** The open cart that a guest's secret ($1, its hash) opens, locked. */
export const lockGuestCart = positional<{ id: string }>(
  "SELECT id FROM carts WHERE token_hash = $1 AND user_id IS NULL AND closed_at IS NULL FOR UPDATE",
);

/**
 * The customer's open cart, locked: the one that is there, else a new one ($2 id, $3 customer, $4 currency) that goes
 * where the guest's ($1) goes.
 */
export const openCartForGuest = positional<{ id: string }>(`
  INSERT INTO carts (id, user_id, currency, shipping_address, shipping_option_id)
  SELECT $2, $3, $4, shipping_address, shipping_option_id FROM carts WHERE id = $1
  ON CONFLICT (user_id) WHERE closed_at IS NULL DO UPDATE SET updated_at = now(), currency = EXCLUDED.currency
     RETURNING id`);

/**
 * Moves a guest's lines ($1) into a customer's cart ($2), as far as it has room for them ($3 lines in all): those that
 * raise the quantity of a line, and then the oldest. Both carts are locked by the caller.
 */
export const moveLines = positional<{ left: number }>(`
  WITH own AS (
    SELECT variant_id FROM cart_items WHERE cart_id = $2
  ), brought AS (
    SELECT i.id, own.variant_id IS NOT NULL AS known,
      row_number() OVER (PARTITION BY own.variant_id IS NULL ORDER BY i.created_at, i.id) AS place
    FROM cart_items i LEFT JOIN own ON own.variant_id = i.variant_id WHERE i.cart_id = $1
  ), moved AS (
    DELETE FROM cart_items i USING brought b
    WHERE i.id = b.id AND (b.known OR b.place <= $3 - (SELECT count(*) FROM own)) RETURNING i.*
  ), saved AS (
    INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount, currency, created_at)
    SELECT id, $2, product_id, variant_id, quantity, unit_price_amount, currency, created_at FROM moved
    ON CONFLICT ON CONSTRAINT cart_items_cart_id_variant_id_key
      DO UPDATE SET quantity = least(cart_items.quantity + EXCLUDED.quantity, 9999), updated_at = now()
  )
  SELECT (SELECT count(*) FROM brought)::int - (SELECT count(*) FROM moved)::int AS left`);

export const closeCart = positional("UPDATE carts SET closed_at = now() WHERE id = $1");

export type CartLine = {
  id: string;
  productId: string;
  variantId: string;
  sku: string | null;
  title: string;
  variantTitle: string;
  image: string | null;
  quantity: number;
  unitPriceAmount: number;
  /** The variant's; a line in another currency than the cart's is not for sale, and no part of its totals. */
  currency: string;
  /** The price when it was put in. */
  addedAtAmount: number;
  addedInCurrency: string;
  /** Pieces that can be bought now; null = not limited. */
  available: number | null;
  /** False when product or variant are no longer sold, or priced in another currency. */
  onSale: boolean;
};

export type CartRow = CartHeader & {
  updatedAt: Date;
  shippingAddress: Address | null;
  shippingOption: (ShippingPrice & { id: string; name: string; countries: string[] }) | null;
  lines: CartLine[];
};

/** A cart ($1) in the shop's currency ($2), with its lines at today's prices and stock. */
export const loadCart = positional<CartRow>(`
  SELECT c.id, c.version, $2::text AS currency, c.updated_at AS "updatedAt", c.shipping_address AS "shippingAddress",
    (SELECT json_build_object('id', o.id, 'name', o.name, 'priceAmount', o.price_amount,
                              'freeFromAmount', o.free_from_amount, 'countries', o.countries)
     FROM shipping_options o WHERE o.id = c.shipping_option_id AND o.currency = $2) AS "shippingOption",
    coalesce((
      SELECT json_agg(json_build_object(
        'id', i.id, 'productId', i.product_id, 'variantId', i.variant_id, 'sku', v.sku, 'title', p.title,
        'variantTitle', v.title, 'image', coalesce(own.url, first.url), 'quantity', i.quantity,
        'unitPriceAmount', v.price_amount, 'currency', v.currency,
        'addedAtAmount', i.unit_price_amount, 'addedInCurrency', i.currency,
        'onSale', sold.sold,
        'available', CASE WHEN NOT sold.sold THEN 0
                          WHEN NOT s.tracked OR s.backorder THEN NULL
                          ELSE greatest(s.on_hand - s.reserved, 0) END
      ) ORDER BY i.created_at, i.id)
      FROM cart_items i
      JOIN product_variants v ON v.id = i.variant_id
      JOIN products p ON p.id = i.product_id
      JOIN stock_items s ON s.variant_id = v.id
      CROSS JOIN LATERAL (
        SELECT p.status = 'active' AND p.deleted_at IS NULL AND v.deleted_at IS NULL AND v.currency = $2 AS sold
      ) sold
      LEFT JOIN product_images own ON own.id = v.image_id
      LEFT JOIN LATERAL (
        SELECT url FROM product_images WHERE product_id = p.id ORDER BY position, id LIMIT 1
      ) first ON own.id IS NULL
      WHERE i.cart_id = c.id
    ), '[]') AS lines
  FROM carts c WHERE c.id = $1`);

export type SavedLine = { variantId: string; quantity: number; available: number | null };

const STOCK_OF_SAVED = `
  SELECT saved.variant_id AS "variantId", saved.quantity,
    CASE WHEN NOT s.tracked OR s.backorder THEN NULL ELSE greatest(s.on_hand - s.reserved, 0) END AS available
  FROM saved JOIN stock_items s ON s.variant_id = saved.variant_id`;

/**
 * Adds to the quantities of lines ($2 ids, $3 variants, $4 pieces). Variants that are not for sale, or not in the shop's
 * currency ($5), are left out.
 */
export const addLines = positional<SavedLine>(`
  WITH saved AS (
    INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount, currency)
    SELECT w.id, $1, v.product_id, v.id, w.quantity, v.price_amount, v.currency
    FROM unnest($2::uuid[], $3::uuid[], $4::int[]) AS w (id, variant_id, quantity)
    JOIN product_variants v ON v.id = w.variant_id AND v.deleted_at IS NULL AND v.currency = $5
    JOIN products p ON p.id = v.product_id AND p.status = 'active' AND p.deleted_at IS NULL
    ON CONFLICT ON CONSTRAINT cart_items_cart_id_variant_id_key
      DO UPDATE SET quantity = cart_items.quantity + EXCLUDED.quantity, updated_at = now()
    RETURNING variant_id, quantity
  ) ${STOCK_OF_SAVED}`);

/** The currency of a variant that would be for sale if it were the shop's. */
export const currencyOfVariant = positional<{ currency: string }>(`
  SELECT v.currency FROM product_variants v JOIN products p ON p.id = v.product_id
  WHERE v.id = $1 AND v.deleted_at IS NULL AND p.status = 'active' AND p.deleted_at IS NULL`);

/** Sets one line's quantity ($3); $1 cart, $2 line. */
export const setLineQuantity = positional<SavedLine>(`
  WITH saved AS (
    UPDATE cart_items SET quantity = $3, updated_at = now() WHERE cart_id = $1 AND id = $2
    RETURNING variant_id, quantity
  ) ${STOCK_OF_SAVED}`);

/** The live variants of products, for a client that names a product only. */
export const variantsOfProducts = positional<{ productId: string; variantIds: string[] }>(`
  SELECT v.product_id AS "productId", array_agg(v.id)::text[] AS "variantIds"
  FROM product_variants v JOIN products p ON p.id = v.product_id AND p.status = 'active' AND p.deleted_at IS NULL
  WHERE v.product_id = ANY ($1::uuid[]) AND v.deleted_at IS NULL GROUP BY v.product_id`);
