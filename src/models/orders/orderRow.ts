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
/** `by` is the actor. Views decide who can see it and `internalNote`. */
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

/**
 * Selects orders with all data of their views, in one statement. Models need four, and every response of checkout loads
 * an order.
 */
export const SELECT_ORDERS = `
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
