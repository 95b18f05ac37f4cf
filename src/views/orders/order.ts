import { z } from "zod";
import { isStaffActor } from "../../lib/actor.js";
import { money } from "../../lib/money/money.js";
import { Id, listOf, Money, Timestamp } from "../../lib/schemas.js";
import type { OrderLineRow, OrderRow } from "../../models/orders/orderRow.js";
import { ORDER_PAYMENT_STATUSES, ORDER_STATUSES } from "../../models/orders/vocabulary.js";
import { ChosenShippingOption } from "../pricing/shippingOption.js";
import { renderTotals, TotalsView } from "../pricing/totals.js";
import { AddressView } from "../shared/address.js";
import { iso } from "./iso.js";
import { PaymentView, RefundView, renderPayment, renderRefunds } from "./payment.js";

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

/** A status change with the fields for the customer. */
export const OrderStepView = z.strictObject({
  status: z.enum(ORDER_STATUSES),
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
      .describe("A guest's secret for X-Order-Token; only in the response of checkout."),
    status: z.enum(ORDER_STATUSES),
    paymentStatus: z.enum(ORDER_PAYMENT_STATUSES),
    currency: z.string(),
    email: z.string(),
    items: z.array(OrderItemView),
    shippingAddress: AddressView,
    billingAddress: AddressView,
    shippingOption: ChosenShippingOption.nullable(),
    totals: TotalsView,
    payments: z.array(PaymentView),
    refunds: z.array(RefundView),
    shipments: z.array(z.never()).describe("Always empty; shipments are not recorded yet."),
    history: z.array(OrderStepView),
    note: z.string().nullable(),
    placedAt: Timestamp,
  })
  .meta({ id: "Order" });

export const OrderListView = listOf(OrderView, "OrderList");

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
  refunds: renderRefunds(order.payments),
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
