import { statement } from "../../database/statement.js";
import type { Address } from "../../lib/address.js";
import type { ShippingPrice } from "../../lib/pricing.js";

/** The hot path of carts: one statement per step, whatever the number of lines. */

export type CartHeader = { id: string; version: number; currency: string };

type OfUser = { userId: string };
type OfGuest = { tokenHash: string };
type InCurrency = { currency: string };

const HEADER = `id, version, currency`;
const OF_USER = `user_id = :userId AND closed_at IS NULL`;
const OF_GUEST = `token_hash = :tokenHash AND user_id IS NULL AND closed_at IS NULL`;

export const findOpenCart = {
  ofUser: statement<CartHeader, OfUser>(`SELECT ${HEADER} FROM carts WHERE ${OF_USER}`),
  ofGuest: statement<CartHeader, OfGuest>(`SELECT ${HEADER} FROM carts WHERE ${OF_GUEST}`),
};

/**
 * Locks the open cart until the transaction ends and raises its version (carts_version_trigger). The shop's currency
 * becomes the cart's, because a cart costs today's prices.
 */
export const touchOpenCart = {
  ofUser: statement<CartHeader, OfUser & InCurrency>(
    `UPDATE carts SET updated_at = now(), currency = :currency WHERE ${OF_USER} RETURNING ${HEADER}`,
  ),
  ofGuest: statement<CartHeader, OfGuest & InCurrency>(
    `UPDATE carts SET updated_at = now(), currency = :currency WHERE ${OF_GUEST} RETURNING ${HEADER}`,
  ),
};

type NewCart = InCurrency & { id: string };

/** Opens a cart. If two requests open a customer's first cart at once, the second one gets the first one's. */
export const insertCart = {
  ofUser: statement<CartHeader, NewCart & OfUser>(
    `INSERT INTO carts (id, user_id, currency) VALUES (:id, :userId, :currency)
     ON CONFLICT (user_id) WHERE closed_at IS NULL DO UPDATE SET updated_at = now(), currency = EXCLUDED.currency
     RETURNING ${HEADER}`,
  ),
  ofGuest: statement<CartHeader, NewCart & OfGuest>(
    `INSERT INTO carts (id, token_hash, currency) VALUES (:id, :tokenHash, :currency) RETURNING ${HEADER}`,
  ),
};

/** Locks a guest's open cart. */
export const lockGuestCart = statement<{ id: string }, OfGuest>(
  `SELECT id FROM carts WHERE ${OF_GUEST} FOR UPDATE`,
);

/** Locks the customer's open cart, or opens one (`id`) with the address and the shipping option of the guest's. */
export const openCartForGuest = statement<{ id: string }, NewCart & OfUser & { guestCartId: string }>(`
  INSERT INTO carts (id, user_id, currency, shipping_address, shipping_option_id)
  SELECT :id, :userId, :currency, shipping_address, shipping_option_id FROM carts WHERE id = :guestCartId
  ON CONFLICT (user_id) WHERE closed_at IS NULL DO UPDATE SET updated_at = now(), currency = EXCLUDED.currency
     RETURNING id`);

/**
 * Moves a guest's lines into a customer's cart until it has `most` lines: first those that raise the quantity of a
 * line, then the oldest. The caller holds the locks of both carts.
 */
export const moveLines = statement<{ left: number }, { from: string; to: string; most: number }>(`
  WITH own AS (
    SELECT variant_id FROM cart_items WHERE cart_id = :to
  ), brought AS (
    SELECT i.id, own.variant_id IS NOT NULL AS known,
      row_number() OVER (PARTITION BY own.variant_id IS NULL ORDER BY i.created_at, i.id) AS place
    FROM cart_items i LEFT JOIN own ON own.variant_id = i.variant_id WHERE i.cart_id = :from
  ), moved AS (
    DELETE FROM cart_items i USING brought b
    WHERE i.id = b.id AND (b.known OR b.place <= :most - (SELECT count(*) FROM own)) RETURNING i.*
  ), saved AS (
    INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount, currency, created_at)
    SELECT id, :to, product_id, variant_id, quantity, unit_price_amount, currency, created_at FROM moved
    ON CONFLICT ON CONSTRAINT cart_items_cart_id_variant_id_key
      DO UPDATE SET quantity = least(cart_items.quantity + EXCLUDED.quantity, 9999), updated_at = now()
  )
  SELECT (SELECT count(*) FROM brought)::int - (SELECT count(*) FROM moved)::int AS left`);

export const closeCart = statement<never, { cartId: string }>(
  "UPDATE carts SET closed_at = now() WHERE id = :cartId",
);

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
  /** The variant's. A line in another currency than the cart's is not for sale and is not part of its totals. */
  currency: string;
  /** The price when the line was added. */
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

/** A cart in the shop's currency, with its lines at today's prices and stock. */
export const loadCart = statement<CartRow, InCurrency & { cartId: string }>(`
  SELECT c.id, c.version, :currency::text AS currency, c.updated_at AS "updatedAt", c.shipping_address AS "shippingAddress",
    (SELECT json_build_object('id', o.id, 'name', o.name, 'priceAmount', o.price_amount,
                              'freeFromAmount', o.free_from_amount, 'countries', o.countries)
     FROM shipping_options o WHERE o.id = c.shipping_option_id AND o.currency = :currency) AS "shippingOption",
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
        SELECT p.status = 'active' AND p.deleted_at IS NULL AND v.deleted_at IS NULL AND v.currency = :currency AS sold
      ) sold
      LEFT JOIN product_images own ON own.id = v.image_id
      LEFT JOIN LATERAL (
        SELECT url FROM product_images WHERE product_id = p.id ORDER BY position, id LIMIT 1
      ) first ON own.id IS NULL
      WHERE i.cart_id = c.id
    ), '[]') AS lines
  FROM carts c WHERE c.id = :cartId`);

export type SavedLine = { variantId: string; quantity: number; available: number | null };

const STOCK_OF_SAVED = `
  SELECT saved.variant_id AS "variantId", saved.quantity,
    CASE WHEN NOT s.tracked OR s.backorder THEN NULL ELSE greatest(s.on_hand - s.reserved, 0) END AS available
  FROM saved JOIN stock_items s ON s.variant_id = saved.variant_id`;

type NewCartLines = { ids: string[]; variantIds: string[]; quantities: number[] };

/**
 * Adds lines, or their quantities to the lines of their variants. Skips variants that are not for sale in the currency.
 * Arrays, because PostgreSQL knows the length of an array; of a JSON recordset, it expects 100 rows to join.
 */
export const addLines = statement<SavedLine, InCurrency & NewCartLines & { cartId: string }>(`
  WITH saved AS (
    INSERT INTO cart_items (id, cart_id, product_id, variant_id, quantity, unit_price_amount, currency)
    SELECT w.id, :cartId, v.product_id, v.id, w.quantity, v.price_amount, v.currency
    FROM unnest(:ids::uuid[], :variantIds::uuid[], :quantities::int[]) AS w (id, variant_id, quantity)
    JOIN product_variants v ON v.id = w.variant_id AND v.deleted_at IS NULL AND v.currency = :currency
    JOIN products p ON p.id = v.product_id AND p.status = 'active' AND p.deleted_at IS NULL
    ON CONFLICT ON CONSTRAINT cart_items_cart_id_variant_id_key
      DO UPDATE SET quantity = cart_items.quantity + EXCLUDED.quantity, updated_at = now()
    RETURNING variant_id, quantity
  ) ${STOCK_OF_SAVED}`);

/** The currency of a variant that is for sale in shops of that currency. */
export const currencyOfVariant = statement<{ currency: string }, { variantId: string }>(`
  SELECT v.currency FROM product_variants v JOIN products p ON p.id = v.product_id
  WHERE v.id = :variantId AND v.deleted_at IS NULL AND p.status = 'active' AND p.deleted_at IS NULL`);

/** Sets the quantity of one line. */
export const setLineQuantity = statement<SavedLine, { cartId: string; itemId: string; quantity: number }>(`
  WITH saved AS (
    UPDATE cart_items SET quantity = :quantity, updated_at = now() WHERE cart_id = :cartId AND id = :itemId
    RETURNING variant_id, quantity
  ) ${STOCK_OF_SAVED}`);

/** The variants of products for a client that names only the product. */
export const variantsOfProducts = statement<
  { productId: string; variantIds: string[] },
  { productIds: string[] }
>(`
  SELECT v.product_id AS "productId", array_agg(v.id)::text[] AS "variantIds"
  FROM product_variants v JOIN products p ON p.id = v.product_id AND p.status = 'active' AND p.deleted_at IS NULL
  WHERE v.product_id = ANY (:productIds::uuid[]) AND v.deleted_at IS NULL GROUP BY v.product_id`);
