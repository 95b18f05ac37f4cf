import { Router } from "express";
import * as adminOrders from "../../controllers/orders/adminOrders.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/orders/orders.js";
import { AdminOrderListView, AdminOrderView } from "../../views/orders/adminOrder.js";

const router = Router();
const mayRead = [authenticate.required, permit("orders:read")];
const mayWrite = [authenticate.required, permit("orders:write")];

/**
 * @openapi
 * /api/v1/admin/orders:
 *   get:
 *     operationId: listAllOrders
 *     tags: [Administration]
 *     summary: List all orders, newest first
 *     description: >-
 *       `held=true` lists the orders on hold: the payment does not match the goods or the amount, and staff must
 *       decide.
 *     responses:
 *       200: { description: "A page of orders, as staff see them" }
 *     x-errors: [invalid_cursor]
 */
router.get("/", ...mayRead, read(requests.ListAllOrders, adminOrders.list, AdminOrderListView));

/**
 * @openapi
 * /api/v1/admin/orders/{id}:
 *   get:
 *     operationId: showAnyOrder
 *     tags: [Administration]
 *     summary: Show an order to staff
 *     responses:
 *       200: { description: "The order, as staff see it" }
 */
router.get("/:id", ...mayRead, read(requests.ShowOrder, adminOrders.show, AdminOrderView));

/**
 * @openapi
 * /api/v1/admin/orders/{id}/status:
 *   put:
 *     operationId: setOrderStatus
 *     tags: [Administration]
 *     summary: Change the status of an order
 *     description: >-
 *       pending → processing → shipped → delivered; cancelled from pending or processing. `processing` removes the
 *       goods from the stock, `cancelled` returns them, once.
 *     responses:
 *       200: { description: "The order, as staff see it" }
 *     x-errors: [illegal_transition, out_of_stock]
 */
router.put(
  "/:id/status",
  ...mayWrite,
  write(requests.SetOrderStatus, adminOrders.setStatus, AdminOrderView, { audit: "order.status.set" }),
);

/**
 * @openapi
 * /api/v1/admin/orders/{id}/hold:
 *   delete:
 *     operationId: clearOrderHold
 *     tags: [Administration]
 *     summary: Clear the hold of an order
 *     description: >-
 *       An order is held when a payment does not match its goods or its amount. Only staff clear a hold: here, or by a
 *       change of status. 404 if the order is not held.
 *     responses:
 *       200: { description: "The order, as staff see it" }
 */
router.delete(
  "/:id/hold",
  ...mayWrite,
  write(requests.ClearHold, adminOrders.clearHold, AdminOrderView, { audit: "order.hold.deleted" }),
);

export { router as adminOrderRoutes };
