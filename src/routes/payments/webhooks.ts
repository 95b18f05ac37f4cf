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
 *     summary: What a payment provider has to tell
 *     description: >-
 *       Signed by the provider. Recorded once per event and answered at once; what it means is asked back from the
 *       provider afterwards.
 *     responses:
 *       200: { description: Received }
 *     x-errors: [invalid_signature]
 */
router.post("/:provider", write(ReceiveWebhook, webhooks.create, WebhookReceiptView));

export { router as webhookRoutes };
