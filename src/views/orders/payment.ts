import { z } from "zod";
import { money } from "../../lib/money/money.js";
import { Id, Money, Timestamp } from "../../lib/schemas.js";
import type { OrderPaymentRow } from "../../models/orders/orderRow.js";
import { PAYMENT_STATUSES } from "../../models/payments/vocabulary.js";
import { iso, isoOrNull } from "./iso.js";

export const PaymentView = z
  .strictObject({
    id: Id,
    provider: z.string(),
    status: z
      .enum(PAYMENT_STATUSES)
      .describe(
        "`captured`: paid the order. `duplicate`: received after the order had been paid; it is refunded. `mismatched`: received in another amount or currency.",
      ),
    amount: Money,
    redirectUrl: z
      .string()
      .nullable()
      .describe("The URL of the payment page; null once the payment has ended."),
    createdAt: Timestamp,
    capturedAt: Timestamp.nullable(),
  })
  .meta({ id: "Payment" });

export const RefundView = z
  .strictObject({ paymentId: Id, amount: Money, at: Timestamp })
  .meta({ id: "Refund" });

export const renderPayment = (payment: OrderPaymentRow, currency: string): z.input<typeof PaymentView> => ({
  id: payment.id,
  provider: payment.provider,
  status: payment.status,
  amount: money(payment.amount, currency),
  redirectUrl: payment.status === "pending" ? payment.redirectUrl : null,
  createdAt: iso(payment.createdAt),
  capturedAt: isoOrNull(payment.capturedAt),
});

export const renderRefunds = (payments: OrderPaymentRow[]): z.input<typeof RefundView>[] =>
  payments.flatMap(({ id, refundedAmount, refundedAt, capturedCurrency }) =>
    refundedAt && capturedCurrency
      ? [{ paymentId: id, amount: money(refundedAmount, capturedCurrency), at: iso(refundedAt) }]
      : [],
  );
