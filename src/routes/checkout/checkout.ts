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
 *       Reserves the stock, copies lines, prices and addresses into an order, and answers where to pay
 *       (`payment.redirectUrl`). Prices are the shop's alone. A guest gives an e-mail address and gets
 *       `order.accessToken`, once. What is left out is taken from the cart: address, shipping option; without any,
 *       the first shipping option that serves the country. Where none does, it is a 409 `shipping_option_unavailable`.
 *       `If-Match` takes the cart's ETag: when the cart has changed since, for example in another tab, the answer is 412.
 *       A repetition with the same key is not compared again.
 *     responses:
 *       201: { description: "The order, and where to pay" }
 *     x-errors: [stale_version, busy, cart_empty, currency_mismatch, out_of_stock, shipping_option_unavailable, provider_unavailable, cart_changed, cart_total_too_large]
 */
router.post(
  "/",
  authenticate.optional,
  rateLimit("checkout"),
  writeInPhases(Checkout, checkOut, CheckoutView),
);

export { router as checkoutRoutes };
