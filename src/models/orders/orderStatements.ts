import { positional } from "../../database/statement.js";
import type { Address } from "../../lib/address.js";
import type { PaymentStatus } from "../payments/vocabulary.js";
import type { HeldReason, OrderPaymentStatus, OrderStatus } from "./vocabulary.js";

export type OrderLineRow = {
  id: string;
  productId: string;
  variantId: string;
  sku: string | null;
  title: string;
  variantTitle: string;
  quantity: number;
  unitPriceAmount: number;
  discountAmount: number;
  taxAmount: number;
  lineTotalAmount: number;
};
export type OrderPaymentRow = {
  id: string;
  provider: string;
  status: PaymentStatus;
  amount: number;
  capturedAmount: number;
  capturedCurrency: string | null;
  refundedAmount: number;
  redirectUrl: string | null;
  createdAt: string;
  capturedAt: string | null;
  refundedAt: string | null;
};
/** `by` is the actor and `internalNote` the staff's note: views decide who sees them. */
export type OrderStepRow = {
  status: OrderStatus;
  at: string;
  by: string;
  note: string | null;
  internalNote: string | null;
};
export type OrderRow = {
  id: string;
  number: string;
  userId: string | null;
  version: number;
  status: OrderStatus;
  paymentStatus: OrderPaymentStatus;
  currency: string;
  email: string;
  subtotalAmount: number;
  discountAmount: number;
  shippingAmount: number;
  taxAmount: number;
  totalAmount: number;
  shippingAddress: Address;
  billingAddress: Address;
  shippingOption: { id: string; name: string } | null;
  note: string | null;
  heldReason: HeldReason | null;
  placedAt: Date;
  items: OrderLineRow[];
  payments: OrderPaymentRow[];
  history: OrderStepRow[];
};

/** An order with everything that is shown of it: one statement for one order or for a page of them. */
const ORDER = `
  SELECT o.id, o.number, o.user_id AS "userId", o.version, o.status, o.payment_status AS "paymentStatus", o.currency,
    o.email, o.subtotal_amount AS "subtotalAmount", o.discount_amount AS "discountAmount",
    o.shipping_amount AS "shippingAmount", o.tax_amount AS "taxAmount", o.total_amount AS "totalAmount",
    o.shipping_address AS "shippingAddress", o.billing_address AS "billingAddress",
    o.shipping_option AS "shippingOption", o.note, o.held_reason AS "heldReason", o.placed_at AS "placedAt",
    (SELECT coalesce(json_agg(json_build_object(
        'id', i.id, 'productId', i.product_id, 'variantId', i.variant_id, 'sku', i.sku, 'title', i.title,
        'variantTitle', i.variant_title, 'quantity', i.quantity, 'unitPriceAmount', i.unit_price_amount,
        'discountAmount', i.discount_amount, 'taxAmount', i.tax_amount, 'lineTotalAmount', i.line_total_amount
      ) ORDER BY i.position, i.id), '[]') FROM order_items i WHERE i.order_id = o.id) AS items,
    (SELECT coalesce(json_agg(json_build_object(
        'id', p.id, 'provider', p.provider, 'status', p.status, 'amount', p.amount, 'redirectUrl', p.redirect_url,
        'capturedAmount', p.captured_amount, 'capturedCurrency', p.captured_currency, 'refundedAmount', p.refunded_amount, 'createdAt', p.created_at,
        'capturedAt', p.captured_at, 'refundedAt', p.refunded_at
      ) ORDER BY p.attempt), '[]') FROM payments p WHERE p.order_id = o.id) AS payments,
    (SELECT coalesce(json_agg(json_build_object('status', h.status, 'at', h.created_at, 'by', h.actor, 'note', h.note,
        'internalNote', h.internal_note)
      ORDER BY h.created_at, h.id), '[]') FROM order_status_changes h WHERE h.order_id = o.id) AS history
  FROM orders o`;

export const loadOrder = positional<OrderRow>(`${ORDER} WHERE o.id = $1`);

/** Through the owner: $2 the user, $3 the hash of a guest's order token. What is not theirs is not there. */
export const loadOwnOrder = positional<OrderRow>(
  `${ORDER} WHERE o.id = $1 AND (o.user_id = $2 OR o.access_token_hash = $3)`,
);

export type OrderFilter = {
  userId?: string | null;
  tokenHash?: string | null;
  status?: OrderStatus;
  paymentStatus?: OrderPaymentStatus;
  q?: string;
  held?: boolean;
};

const FILTERED = `
  ($1::uuid IS NULL OR o.user_id = $1) AND ($2::text IS NULL OR o.access_token_hash = $2)
  AND ($3::text IS NULL OR o.status = $3) AND ($4::text IS NULL OR o.payment_status = $4)
  AND ($5::text IS NULL OR o.number = upper($5) OR o.email = lower($5))
  AND ($6::boolean IS NULL OR (o.held_reason IS NOT NULL) = $6)`;

const pageOfOrders = positional<OrderRow>(`
  ${ORDER} WHERE o.id IN (
    SELECT o.id FROM orders o WHERE ${FILTERED} AND ($7::uuid IS NULL OR o.id < $7) ORDER BY o.id DESC LIMIT $8 OFFSET $9
  ) ORDER BY o.id DESC`);
const countOrders = positional<{ total: number }>(
  `SELECT count(*)::int AS total FROM orders o WHERE ${FILTERED}`,
);

const filterValues = ({ userId, tokenHash, status, paymentStatus, q, held }: OrderFilter) =>
  [userId, tokenHash, status, paymentStatus, q, held].map((value) => value ?? null);

/** Newest first: ids are UUIDv7, so their order is the order of birth. `before` is the last id of the page before. */
export const listOrders = (filter: OrderFilter, { limit, offset, before }: OrderPage): Promise<OrderRow[]> =>
  pageOfOrders([...filterValues(filter), before, limit, offset]);
type OrderPage = { limit: number; offset: number; before: string | null };

export async function countAllOrders(filter: OrderFilter): Promise<number> {
  const [row] = await countOrders(filterValues(filter));
  return row?.total ?? 0;
}

/**
 * Writes a whole order in one statement: header, copied lines, first step of its history, holds and first payment,
 * and closes the cart it came from. Lines come as parallel arrays, one element per line.
 */
export const insertOrder = positional<{ number: string }>(`
  WITH the_order AS (
    INSERT INTO orders (id, user_id, cart_id, access_token_hash, email, currency, subtotal_amount, discount_amount,
      shipping_amount, tax_amount, total_amount, shipping_address, billing_address, shipping_option, note)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id, number
  ), items AS (
    INSERT INTO order_items (id, order_id, product_id, variant_id, position, quantity, title, variant_title, sku,
      unit_price_amount, line_total_amount)
    SELECT l.id, $1, l.product_id, l.variant_id, l.position, l.quantity, l.title, l.variant_title, l.sku,
      l.unit_price, l.unit_price * l.quantity
    FROM unnest($16::uuid[], $17::uuid[], $18::uuid[], $19::int[], $20::text[], $21::text[], $22::text[], $23::int[])
      WITH ORDINALITY AS l (id, product_id, variant_id, quantity, title, variant_title, sku, unit_price, position)
  ), holds AS (
    INSERT INTO stock_reservations (order_id, variant_id, quantity, expires_at)
    SELECT $1, h.variant_id, h.quantity, $24 FROM unnest($18::uuid[], $19::int[]) AS h (variant_id, quantity)
  ), history AS (
    INSERT INTO order_status_changes (id, order_id, status, actor) VALUES ($25, $1, 'pending', $26)
  ), payment AS (
    INSERT INTO payments (id, order_id, provider, attempt, currency, amount, expires_at)
    VALUES ($27, $1, $28, 1, $6, $11, $24)
  ), cart AS (
    UPDATE carts SET closed_at = now() WHERE id = $3
  )
  SELECT number FROM the_order`);
