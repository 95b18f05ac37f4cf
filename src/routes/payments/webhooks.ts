import { Router } from "express";
import * as webhooks from "../../controllers/payments/webhooks.js";
import { write } from "../../middlewares/endpoint/endpoint.js";
import { ReceiveWebhook } from "../../requests/payments/payments.js";
import { WebhookReceiptView } from "../../views/payments/testPayment.js";

const router = Router();

/**
 * @openapi
 * /webhooks/{provider}:
 *   post:
 *     operationId: receiveWebhook
 *     tags: [Payments]
 *     summary: Receive a webhook of a payment provider
 *     description: >-
 *       The provider signs the request. Each event is stored once and processed after the response, when the shop fetches
 *       the state of the payment from the provider.
 *     responses:
 *       200: { description: Received }
 *     x-errors: [invalid_signature]
 */
router.post("/:provider", write(ReceiveWebhook, webhooks.create, WebhookReceiptView));

export { router as webhookRoutes };
