import { z } from "zod";
import { SESSION_OUTCOMES } from "../../lib/payments/gateway.js";
import { Id } from "../../lib/schemas.js";

const PaymentParams = z.strictObject({ paymentId: Id });

export const ShowTestPayment = { params: PaymentParams };

export const DecideTestPayment = {
  params: PaymentParams,
  body: z.strictObject({ outcome: z.enum(SESSION_OUTCOMES) }).meta({ id: "DecideTestPaymentBody" }),
};

/** Each provider has its own body; its signature is verified. */
export const ReceiveWebhook = {
  params: z.strictObject({ provider: z.string().regex(/^[a-z_]{1,30}$/) }),
  body: z.looseObject({}).meta({ id: "WebhookBody" }),
};

export const ReturnFromPayment = { query: z.looseObject({ orderId: Id.optional() }) };
