import { statement } from "../../database/statement.js";
import type { Address } from "../../lib/address.js";
import type { OrderLineRow } from "./orderRow.js";

/** Amounts are in minor units of `currency`. */
type NewOrder = {
  orderId: string;
  userId: string | null;
  cartId: string;
  accessTokenHash: string | null;
  email: string;
  currency: string;
  subtotalAmount: number;
  discountAmount: number;
  shippingAmount: number;
  taxAmount: number;
  totalAmount: number;
  shippingAddress: Address;
  billingAddress: Address;
  shippingOption: { id: string; name: string } | null;
  note: string | null;
  lines: NewOrderLine[];
  /** When the payment and the reservation of the stock expire. */
  expiresAt: Date;
  historyId: string;
  actor: "customer" | "guest";
  paymentId: string;
  provider: string;
};
type NewOrderLine = Pick<
  OrderLineRow,
  "id" | "productId" | "variantId" | "sku" | "title" | "variantTitle" | "quantity" | "unitPriceAmount"
> & { position: number };

/**
 * Writes an order with its lines, the first entry of its history, its reserved stock and its first payment, and closes
 * the cart. One statement, to hold the locks of cart and stock briefly; bench/hotProduct.ts measures it.
 */
export const insertOrder = statement<{ number: string }, NewOrder>(`
  WITH the_order AS (
    INSERT INTO orders (id, user_id, cart_id, access_token_hash, email, currency, subtotal_amount, discount_amount,
      shipping_amount, tax_amount, total_amount, shipping_address, billing_address, shipping_option, note)
    VALUES (:orderId, :userId, :cartId, :accessTokenHash, :email, :currency, :subtotalAmount, :discountAmount,
      :shippingAmount, :taxAmount, :totalAmount, :shippingAddress, :billingAddress, :shippingOption, :note)
    RETURNING id, number
  ), lines AS (
    SELECT * FROM jsonb_to_recordset(:lines::jsonb) AS l (id uuid, "productId" uuid, "variantId" uuid, position int,
      quantity int, title text, "variantTitle" text, sku text, "unitPriceAmount" int)
  ), items AS (
    INSERT INTO order_items (id, order_id, product_id, variant_id, position, quantity, title, variant_title, sku,
      unit_price_amount, line_total_amount)
    SELECT id, :orderId, "productId", "variantId", position, quantity, title, "variantTitle", sku,
      "unitPriceAmount", "unitPriceAmount" * quantity
    FROM lines
  ), holds AS (
    INSERT INTO stock_reservations (order_id, variant_id, quantity, expires_at)
    SELECT :orderId, "variantId", quantity, :expiresAt FROM lines
  ), history AS (
    INSERT INTO order_status_changes (id, order_id, status, actor) VALUES (:historyId, :orderId, 'pending', :actor)
  ), payment AS (
    INSERT INTO payments (id, order_id, provider, attempt, currency, amount, expires_at)
    VALUES (:paymentId, :orderId, :provider, 1, :currency, :totalAmount, :expiresAt)
  ), cart AS (
    UPDATE carts SET closed_at = now() WHERE id = :cartId
  )
  SELECT number FROM the_order`);
