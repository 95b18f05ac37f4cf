import type { Phases } from "../../http/phases.js";
import type { RetryPayment } from "../../requests/orders/orders.js";
import { beginPaymentAttempt, type PaymentAttempt } from "../../services/checkout/beginPaymentAttempt.js";
import { endOverduePayments } from "../../services/checkout/endOverduePayments.js";
import { openAttemptSession } from "../../services/checkout/openAttemptSession.js";
import type { PaymentSession } from "../../services/checkout/openSession.js";
import { recordOrderSession } from "../../services/checkout/recordOrderSession.js";
import { resumePaymentAttempt } from "../../services/checkout/resumePaymentAttempt.js";
import type { CheckoutView } from "../../views/checkout/checkout.js";
import { checkoutReply } from "./checkout.js";
import { ownOrder } from "../orders/orders.js";

type Retry = Phases<typeof RetryPayment, typeof CheckoutView, PaymentAttempt, PaymentSession | null>;

export const create: Retry = {
  resource: "payment",
  prepare: async (call) => endOverduePayments((await ownOrder(call, call.params.id)).id),
  begin: ({ params, body, request }) => beginPaymentAttempt(params.id, body.paymentProvider, request.ifMatch),
  resume: (_call, id) => resumePaymentAttempt(id),
  outside: (_call, attempt) => openAttemptSession(attempt),
  finish: async (_call, { id, orderId }, session) =>
    checkoutReply(await recordOrderSession(orderId, session), id, null),
};
