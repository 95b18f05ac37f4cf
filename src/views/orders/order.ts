import { z } from "zod";
import { isStaffActor } from "../../http/action.js";
import { money } from "../../lib/money.js";
import { Id, listOf, Money, Timestamp } from "../../lib/schemas.js";
import type { OrderLineRow, OrderPaymentRow, OrderRow } from "../../models/orders/orderStatements.js";
import { ChosenShippingOption } from "../pricing/shippingOption.js";
import { renderTotals, TotalsView } from "../pricing/totals.js";
import { AddressView } from "../shared/address.js";

const OrderItemView = z
  .strictObject({
    id: Id,
    productId: Id,
    variantId: Id,
    sku: z.string().nullable(),
    title: z.string(),
    variantTitle: z.string(),
    quantity: z.int(),
    unitPrice: Money,
    discount: Money,
    tax: Money,
    lineTotal: Money,
  })
  .meta({ id: "OrderItem" });

export const PaymentView = z
  .strictObject({
    id: Id,
    provider: z.string(),
    status: z
      .enum(["pending", "captured", "duplicate", "mismatched", "failed", "abandoned", "expired"])
      .describe(
        "`captured` paid the order. `duplicate` came after the order had been paid and is refunded. `mismatched` came in another amount or currency.",
      ),
    amount: Money,
    redirectUrl: z.string().nullable().describe("Where the shopper pays; null once there is nothing to pay."),
    createdAt: Timestamp,
    capturedAt: Timestamp.nullable(),
  })
  .meta({ id: "Payment" });

const RefundView = z.strictObject({ paymentId: Id, amount: Money, at: Timestamp }).meta({ id: "Refund" });

const STATUS = z.enum(["pending", "processing", "shipped", "delivered", "cancelled"]);

/** A step as the shopper sees it. */
const OrderStepView = z.strictObject({
  status: STATUS,
  at: Timestamp,
  by: z.string().describe("`system`, `customer`, `guest` or `staff`."),
  note: z.string().nullable(),
});

export const OrderView = z
  .strictObject({
    id: Id,
    number: z.string(),
    accessToken: z
      .string()
      .optional()
      .describe("A guest's secret for X-Order-Token; only in the answer of checkout."),
    status: STATUS,
    paymentStatus: z.enum(["unpaid", "paid", "failed", "partially_refunded", "refunded"]),
    currency: z.string(),
    email: z.string(),
    items: z.array(OrderItemView),
    shippingAddress: AddressView,
    billingAddress: AddressView,
    shippingOption: ChosenShippingOption.nullable(),
    totals: TotalsView,
    payments: z.array(PaymentView),
    refunds: z.array(RefundView),
    shipments: z.array(z.never()).describe("Empty until the shop records shipments."),
    history: z.array(OrderStepView),
    note: z.string().nullable(),
    placedAt: Timestamp,
  })
  .meta({ id: "Order" });

export const OrderListView = listOf(OrderView, "OrderList");

/** What staff see besides. */
export const AdminOrderView = OrderView.extend({
  history: z.array(
    OrderStepView.extend({
      by: z.string().describe("`system`, `customer`, `guest`, `admin:<user id>` or `api_key:<id>`."),
      note: z.string().nullable().describe("Shown to the customer."),
      internalNote: z.string().nullable().describe("Shown to staff only."),
    }),
  ),
  heldReason: z
    .enum(["amount_mismatch", "paid_twice", "paid_without_stock"])
    .nullable()
    .describe(
      "Why the order waits for a person. Staff clear it by moving the order, or by deleting the hold.",
    ),
}).meta({ id: "AdminOrder" });

export const AdminOrderListView = listOf(AdminOrderView, "AdminOrderList");

export const CheckoutView = z
  .strictObject({ order: OrderView, payment: PaymentView })
  .meta({ id: "Checkout" });

/** PostgreSQL's JSON writes timestamps with an offset and microseconds; the API speaks UTC and milliseconds. */
const iso = (timestamp: string): string => new Date(timestamp).toISOString();
const isoOrNull = (timestamp: string | null): string | null => (timestamp === null ? null : iso(timestamp));

const renderLine = (line: OrderLineRow, currency: string): z.input<typeof OrderItemView> => ({
  id: line.id,
  productId: line.productId,
  variantId: line.variantId,
  sku: line.sku,
  title: line.title,
  variantTitle: line.variantTitle,
  quantity: line.quantity,
  unitPrice: money(line.unitPriceAmount, currency),
  discount: money(line.discountAmount, currency),
  tax: money(line.taxAmount, currency),
  lineTotal: money(line.lineTotalAmount, currency),
});

export const renderPayment = (payment: OrderPaymentRow, currency: string): z.input<typeof PaymentView> => ({
  id: payment.id,
  provider: payment.provider,
  status: payment.status as z.input<typeof PaymentView>["status"],
  amount: money(payment.amount, currency),
  redirectUrl: payment.status === "pending" ? payment.redirectUrl : null,
  createdAt: iso(payment.createdAt),
  capturedAt: isoOrNull(payment.capturedAt),
});

export const renderOrder = (order: OrderRow): z.input<typeof OrderView> => ({
  id: order.id,
  number: order.number,
  status: order.status,
  paymentStatus: order.paymentStatus,
  currency: order.currency,
  email: order.email,
  items: order.items.map((line) => renderLine(line, order.currency)),
  shippingAddress: order.shippingAddress,
  billingAddress: order.billingAddress,
  shippingOption: order.shippingOption && {
    id: order.shippingOption.id,
    name: order.shippingOption.name,
    price: money(order.shippingAmount, order.currency),
  },
  totals: renderTotals(
    {
      subtotal: order.subtotalAmount,
      discount: order.discountAmount,
      shipping: order.shippingAmount,
      tax: order.taxAmount,
      total: order.totalAmount,
    },
    order.currency,
  ),
  payments: order.payments.map((payment) => renderPayment(payment, order.currency)),
  refunds: order.payments.flatMap(({ id, refundedAmount, refundedAt, capturedCurrency }) =>
    refundedAt && capturedCurrency
      ? [{ paymentId: id, amount: money(refundedAmount, capturedCurrency), at: iso(refundedAt) }]
      : [],
  ),
  shipments: [],
  history: order.history.map(({ status, at, by, note }) => ({
    status,
    at: iso(at),
    by: isStaffActor(by) ? "staff" : by,
    note,
  })),
  note: order.note,
  placedAt: order.placedAt.toISOString(),
});

/** What checkout answers; the newest payment is the one to pay. */
export const renderCheckout = (
  order: OrderRow,
  paymentId: string,
  accessToken: string | null,
): z.input<typeof CheckoutView> => {
  const payment = order.payments.find(({ id }) => id === paymentId);
  if (!payment) throw new Error(`order ${order.id} has no payment ${paymentId}`);
  return {
    order: { ...renderOrder(order), ...(accessToken !== null && { accessToken }) },
    payment: renderPayment(payment, order.currency),
  };
};

export const renderAdminOrder = (order: OrderRow): z.input<typeof AdminOrderView> => ({
  ...renderOrder(order),
  history: order.history.map((step) => ({ ...step, at: iso(step.at) })),
  heldReason: order.heldReason as z.input<typeof AdminOrderView>["heldReason"],
});
