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
 *     description: "`held=true` lists the orders that staff must review; `heldReason` gives the reason."
 *     responses:
 *       200: { description: "A page of orders, with the fields for staff" }
 *     x-errors: [invalid_cursor]
 */
router.get("/", ...mayRead, read(requests.ListAllOrders, adminOrders.list, AdminOrderListView));

/**
 * @openapi
 * /api/v1/admin/orders/{id}:
 *   get:
 *     operationId: showAnyOrder
 *     tags: [Administration]
 *     summary: Show an order
 *     responses:
 *       200: { description: "The order, with the fields for staff" }
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
 *       pending → processing → shipped → delivered; cancelled from pending or processing. `processing` deducts the items
 *       from stock. `cancelled` returns them to stock.
 *     responses:
 *       200: { description: "The order, with the fields for staff" }
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
 *       An order is held when the amount received differs from its total, or when it was paid but is out of stock. Only
 *       staff can clear a hold, with this endpoint or by changing the status. 404 if the order is not held.
 *     responses:
 *       200: { description: "The order, with the fields for staff" }
 */
router.delete(
  "/:id/hold",
  ...mayWrite,
  write(requests.ClearHold, adminOrders.clearHold, AdminOrderView, { audit: "order.hold.deleted" }),
);

export { router as adminOrderRoutes };
