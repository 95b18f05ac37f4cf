import { Router } from "express";
import * as orders from "../../controllers/orders/orders.js";
import { authenticate } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/orders/orders.js";
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

export { router as orderRoutes };
