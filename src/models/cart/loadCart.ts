import { statement } from "../../database/statement.js";
import type { Address } from "../../lib/address.js";
import type { PricedBasket } from "../pricing/pricedBasket.js";
import type { ShippingRate } from "../pricing/ShippingOption.js";
import type { CartHeader } from "./openCarts.js";

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
  /** Of the variant. A line in another currency than the cart's is not for sale and not part of the totals. */
  currency: string;
  /** The price when the line was added. */
  addedAtAmount: number;
  addedInCurrency: string;
  /** Pieces that can be bought now; null = unlimited. */
  available: number | null;
  /** False when product or variant is no longer sold, or priced in another currency. */
  onSale: boolean;
};

export type CartRow = CartHeader & {
  updatedAt: Date;
  shippingAddress: Address | null;
  shippingOption: (ShippingRate & { id: string; name: string; countries: string[] }) | null;
  lines: CartLine[];
};

/** A cart with its prices. */
export type PricedCart = Omit<CartRow, "lines"> & PricedBasket<CartLine>;

/**
 * A cart in the shop's currency, with its lines at current prices and stock. Hand-written, because every cart response
 * and every checkout runs it, and it was measured as performance-critical.
 */
export const loadCart = statement<CartRow, { cartId: string; currency: string }>(`
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
