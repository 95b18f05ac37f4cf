import { NotFound } from "../../errors/system.js";
import type { Action } from "../../http/action.js";
import { ok } from "../../http/reply.js";
import type { ReceiveWebhook } from "../../requests/payments/payments.js";
import { findGateway } from "../../gateways/gateways.js";
import { receiveWebhook } from "../../services/payments/receiveWebhook.js";
import type { WebhookReceiptView } from "../../views/payments/testPayment.js";

export const create: Action<typeof ReceiveWebhook, typeof WebhookReceiptView> = async ({
  params,
  request,
}) => {
  const gateway = findGateway(params.provider);
  if (!gateway) throw new NotFound();
  const notice = gateway.readWebhook(request.rawBody, request.headers);
  await receiveWebhook(params.provider, notice);
  return ok({ received: true });
};
