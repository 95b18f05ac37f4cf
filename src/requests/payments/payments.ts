import { z } from "zod";
import { Id } from "../../lib/schemas.js";

const PaymentParams = z.strictObject({ paymentId: Id });

export const ShowTestPayment = { params: PaymentParams };

export const DecideTestPayment = {
  params: PaymentParams,
  body: z
    .strictObject({ outcome: z.enum(["paid", "declined", "abandoned"]) })
    .meta({ id: "DecideTestPaymentBody" }),
};

/** A provider's body is its own; the signature says whether it is believed. */
export const ReceiveWebhook = {
  params: z.strictObject({ provider: z.string().regex(/^[a-z_]{1,30}$/) }),
  body: z.looseObject({}).meta({ id: "WebhookBody" }),
};

export const ReturnFromPayment = { query: z.looseObject({ orderId: Id.optional() }) };
