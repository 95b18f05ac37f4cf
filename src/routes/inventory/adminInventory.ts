import { Router } from "express";
import * as inventory from "../../controllers/inventory/adminInventory.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/inventory/adminInventory.js";
import { MovementListView, StockListView, StockView } from "../../views/inventory/stock.js";
import { BulkResultsView } from "../../views/system/bulkResults.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/inventory:
 *   get:
 *     operationId: listStock
 *     tags: [Administration]
 *     summary: List stock
 *     responses:
 *       200: { description: A page of stock }
 *     x-errors: [invalid_cursor]
 */
router.get(
  "/",
  authenticate.required,
  permit("inventory:read"),
  read(requests.ListStock, inventory.list, StockListView),
);

/**
 * @openapi
 * /api/v1/admin/inventory/bulk:
 *   post:
 *     operationId: adjustStocks
 *     tags: [Administration]
 *     summary: Change the stock of up to 1,000 variants
 *     description: >-
 *       Each item succeeds or fails alone, and the response has one result per item, in their order. A second item of a
 *       variant fails.
 *     responses:
 *       200: { description: The results }
 */
router.post(
  "/bulk",
  authenticate.required,
  permit("inventory:write"),
  write(requests.AdjustStocks, inventory.adjustAll, BulkResultsView, {
    audit: { action: "inventory.bulk.updated", target: "inventory" },
  }),
);

/**
 * @openapi
 * /api/v1/admin/inventory/{variantId}:
 *   get:
 *     operationId: showStock
 *     tags: [Administration]
 *     summary: Show the stock of a variant
 *     responses:
 *       200: { description: The variant's stock }
 */
router.get(
  "/:variantId",
  authenticate.required,
  permit("inventory:read"),
  read(requests.ShowStock, inventory.show, StockView),
);

/**
 * @openapi
 * /api/v1/admin/inventory/{variantId}:
 *   patch:
 *     operationId: setStock
 *     tags: [Administration]
 *     summary: Set the stock of a variant
 *     description: For example to the result of a count. It cannot be less than the reserved stock.
 *     responses:
 *       200: { description: The variant's stock }
 *     x-errors: [out_of_stock]
 */
router.patch(
  "/:variantId",
  authenticate.required,
  permit("inventory:write"),
  write(requests.SetStock, inventory.update, StockView, {
    audit: { action: "inventory.updated", target: "variant" },
  }),
);

/**
 * @openapi
 * /api/v1/admin/inventory/{variantId}/adjustments:
 *   post:
 *     operationId: adjustStock
 *     tags: [Administration]
 *     summary: Add or remove pieces of a variant
 *     responses:
 *       201: { description: The variant's stock }
 *     x-errors: [out_of_stock, stale_version]
 */
router.post(
  "/:variantId/adjustments",
  authenticate.required,
  permit("inventory:write"),
  write(requests.AdjustStock, inventory.adjust, StockView, {
    audit: { action: "inventory.adjustments.created", target: "variant" },
  }),
);

/**
 * @openapi
 * /api/v1/admin/inventory/{variantId}/movements:
 *   get:
 *     operationId: listStockMovements
 *     tags: [Administration]
 *     summary: List the stock movements of a variant, newest first
 *     responses:
 *       200: { description: A page of stock movements }
 *     x-errors: [invalid_cursor]
 */
router.get(
  "/:variantId/movements",
  authenticate.required,
  permit("inventory:read"),
  read(requests.ListMovements, inventory.movements, MovementListView),
);

export { router as adminInventoryRoutes };
