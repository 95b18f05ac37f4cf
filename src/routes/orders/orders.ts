import { Router } from "express";
import * as orders from "../../controllers/orders/orders.js";
import * as payments from "../../controllers/payments/payments.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { phased, read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/orders/orders.js";
import { CheckoutView } from "../../views/orders/checkout.js";
import { OrderListView, OrderView } from "../../views/orders/order.js";

const router = Router();

/**
 * @openapi
 * /api/v1/orders:
 *   get:
 *     operationId: listOrders
 *     tags: [Orders]
 *     summary: List the shopper's orders, newest first
 *     description: A guest sends `X-Order-Token` and receives that one order.
 *     security: [{ bearer: [] }, { orderToken: [] }]
 *     responses:
 *       200: { description: A page of orders }
 *     x-errors: [not_authenticated, not_allowed, invalid_cursor]
 */
router.get("/", authenticate.optional, read(requests.ListOrders, orders.list, OrderListView));

/**
 * @openapi
 * /api/v1/orders/{id}:
 *   get:
 *     operationId: showOrder
 *     tags: [Orders]
 *     summary: Show one of the shopper's orders
 *     description: A guest sends `X-Order-Token`.
 *     security: [{ bearer: [] }, { orderToken: [] }]
 *     responses:
 *       200: { description: The order }
 */
router.get("/:id", authenticate.optional, read(requests.ShowOrder, orders.show, OrderView));

/**
 * @openapi
 * /api/v1/orders/{id}/cancellation:
 *   post:
 *     operationId: cancelOrder
 *     tags: [Orders]
 *     summary: Cancel an order that has not been shipped
 *     description: Its stock is released at once. Payments received are refunded.
 *     security: [{ bearer: [] }, { orderToken: [] }]
 *     responses:
 *       201: { description: The order }
 *     x-errors: [illegal_transition, stale_version]
 */
router.post(
  "/:id/cancellation",
  authenticate.optional,
  write(requests.CancelOrder, orders.cancel, OrderView),
);

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
 *       201: { description: "The order and its new payment" }
 *     x-errors: [stale_version, order_already_paid, payment_still_open, out_of_stock, provider_unavailable]
 */
router.post(
  "/:id/payments",
  authenticate.optional,
  phased(requests.RetryPayment, payments.create, CheckoutView),
);

export { router as orderRoutes };
