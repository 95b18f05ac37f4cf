import { Router } from "express";
import * as paymentAttempts from "../../controllers/checkout/paymentAttempts.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { writeInPhases } from "../../middlewares/endpoint/writeInPhases.js";
import { RetryPayment } from "../../requests/orders/orders.js";
import { CheckoutView } from "../../views/checkout/checkout.js";

const router = Router();

/**
 * @openapi
 * /api/v1/orders/{id}/payments:
 *   post:
 *     operationId: payAgain
 *     tags: [Orders]
 *     summary: Start another payment of an order
 *     description: >-
 *       For an order whose payment failed, was abandoned or expired. Reserves the stock again. `If-Match` takes the
 *       order's ETag. A retry with the same Idempotency-Key ignores `If-Match`.
 *     security: [{ bearer: [] }, { orderToken: [] }]
 *     responses:
 *       201: { description: The order and its payment }
 *     x-errors: [stale_version, order_already_paid, payment_still_open, out_of_stock, provider_unavailable]
 */
router.post(
  "/:id/payments",
  authenticate.optional,
  writeInPhases(RetryPayment, paymentAttempts.create, CheckoutView),
);

export { router as paymentAttemptRoutes };
