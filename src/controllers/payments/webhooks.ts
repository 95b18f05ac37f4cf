import type { Action } from "../../http/action.js";
import { ok } from "../../http/reply.js";
import type { ReceiveWebhook } from "../../requests/payments/payments.js";
import { receiveWebhook } from "../../services/payments/receiveWebhook.js";
import type { WebhookReceiptView } from "../../views/payments/testPayment.js";

export const create: Action<typeof ReceiveWebhook, typeof WebhookReceiptView> = async ({
  params,
  request,
}) => {
  await receiveWebhook(params.provider, request.rawBody, request.headers);
  return ok({ received: true });
};
