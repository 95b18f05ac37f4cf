import { Router } from "express";
import { checkOut } from "../../controllers/checkout/checkout.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { writeInPhases } from "../../middlewares/endpoint/writeInPhases.js";
import { rateLimit } from "../../middlewares/rateLimit.js";
import { Checkout } from "../../requests/orders/orders.js";
import { CheckoutView } from "../../views/checkout/checkout.js";

const router = Router();

/**
 * @openapi
 * /api/v1/checkout:
 *   post:
 *     operationId: checkOut
 *     tags: [Orders]
 *     summary: Turn the cart into an order and open its payment
 *     description: >-
 *       Reserves the stock, copies lines, prices and addresses into an order, and returns the URL of the payment page
 *       (`payment.redirectUrl`). The server sets all prices. A guest sends an e-mail address and receives
 *       `order.accessToken`, once. Address and shipping option default to those of the cart. The shipping option then
 *       defaults to the first one available in the country; if none is available, the response is 409
 *       `shipping_option_unavailable`. `If-Match` takes the cart's ETag: if the cart has changed since, the response is
 *       412. A retry with the same Idempotency-Key ignores `If-Match`.
 *     responses:
 *       201: { description: The order and its payment }
 *     x-errors: [stale_version, busy, cart_empty, currency_mismatch, out_of_stock, shipping_option_unavailable, provider_unavailable, cart_changed, cart_total_too_large]
 */
router.post(
  "/",
  authenticate.optional,
  rateLimit("checkout"),
  writeInPhases(Checkout, checkOut, CheckoutView),
);

export { router as checkoutRoutes };
