import { statement } from "../../database/statement.js";
import type { Address } from "../../lib/address.js";
import type { OrderStatus, PaymentStatus } from "./Order.js";

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
  status: string;
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
  paymentStatus: PaymentStatus;
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
  heldReason: string | null;
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

export const loadOrder = statement<OrderRow, { orderId: string }>(`${ORDER} WHERE o.id = :orderId`);

/** An order of this user, or of the guest whose order token has this hash. No row comes back for anybody else. */
export const loadOwnOrder = statement<
  OrderRow,
  { orderId: string; userId: string | null; tokenHash: string | null }
>(`${ORDER} WHERE o.id = :orderId AND (o.user_id = :userId OR o.access_token_hash = :tokenHash)`);

export type OrderFilter = {
  userId?: string | null;
  tokenHash?: string | null;
  status?: string;
  paymentStatus?: string;
  q?: string;
  held?: boolean;
};
type FilterParams = { [Field in keyof OrderFilter]-?: NonNullable<OrderFilter[Field]> | null };

const FILTERED = `
  (:userId::uuid IS NULL OR o.user_id = :userId) AND (:tokenHash::text IS NULL OR o.access_token_hash = :tokenHash)
  AND (:status::text IS NULL OR o.status = :status)
  AND (:paymentStatus::text IS NULL OR o.payment_status = :paymentStatus)
  AND (:q::text IS NULL OR o.number = upper(:q) OR o.email = lower(:q))
  AND (:held::boolean IS NULL OR (o.held_reason IS NOT NULL) = :held)`;

const pageOfOrders = statement<OrderRow, FilterParams & OrderPage>(`
  ${ORDER} WHERE o.id IN (
    SELECT o.id FROM orders o WHERE ${FILTERED} AND (:before::uuid IS NULL OR o.id < :before)
    ORDER BY o.id DESC LIMIT :limit OFFSET :offset
  ) ORDER BY o.id DESC`);
const countOrders = statement<{ total: number }, FilterParams>(
  `SELECT count(*)::int AS total FROM orders o WHERE ${FILTERED}`,
);

const filterParams = (filter: OrderFilter): FilterParams => ({
  userId: filter.userId ?? null,
  tokenHash: filter.tokenHash ?? null,
  status: filter.status ?? null,
  paymentStatus: filter.paymentStatus ?? null,
  q: filter.q ?? null,
  held: filter.held ?? null,
});

/** Newest first: ids are UUIDv7, which sort by creation time. `before` is the last id of the previous page. */
export const listOrders = (filter: OrderFilter, page: OrderPage): Promise<OrderRow[]> =>
  pageOfOrders({ ...filterParams(filter), ...page });
type OrderPage = { limit: number; offset: number; before: string | null };

export async function countAllOrders(filter: OrderFilter): Promise<number> {
  const [row] = await countOrders(filterParams(filter));
  return row?.total ?? 0;
}

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
  /** Of the payment and of the reserved stock. */
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
 * Writes a whole order in one statement: header, copied lines, first step of its history, holds and first payment,
 * and closes the cart that it came from.
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
