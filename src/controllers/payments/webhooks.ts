import { NotFound } from "../../errors.js";
import type { Action } from "../../lib/action.js";
import { ok } from "../../lib/reply.js";
import type { ReceiveWebhook } from "../../requests/payments/payments.js";
import { findGateway } from "../../services/payments/gateways.js";
import { receiveWebhook } from "../../services/payments/receiveWebhook.js";

export const create: Action<typeof ReceiveWebhook> = async ({ params, request }) => {
  const gateway = findGateway(params.provider);
  if (!gateway) throw new NotFound();
  const notice = gateway.readWebhook(request.rawBody, request.headers);
  await receiveWebhook(params.provider, notice);
  return ok({ received: true });
};
