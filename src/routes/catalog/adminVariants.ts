import { Router } from "express";
import * as variants from "../../controllers/catalog/adminVariants.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import { DeleteVariant, ShowVariant, UpdateVariant } from "../../requests/catalog/adminProducts.js";
import { AdminVariantView } from "../../views/catalog/adminProduct.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/variants/{id}:
 *   get:
 *     operationId: showVariant
 *     tags: [Administration]
 *     summary: Show a variant
 *     description: >-
 *       The ETag is that of its product.
 *     responses:
 *       200: { description: "The variant, as staff see it" }
 */
router.get(
  "/:id",
  authenticate.required,
  permit("products:read"),
  read(ShowVariant, variants.show, AdminVariantView),
);

/**
 * @openapi
 * /api/v1/admin/variants/{id}:
 *   patch:
 *     operationId: updateVariant
 *     tags: [Administration]
 *     summary: Change a variant
 *     description: >-
 *       Omitted fields keep their values; null clears a field. Only adjustments change the stock.
 *     responses:
 *       200: { description: "The variant, as staff see it" }
 *     x-errors: [sku_taken, duplicate_variant, out_of_stock]
 */
router.patch(
  "/:id",
  authenticate.required,
  permit("products:write"),
  write(UpdateVariant, variants.update, AdminVariantView, { audit: "variant.updated" }),
);

/**
 * @openapi
 * /api/v1/admin/variants/{id}:
 *   delete:
 *     operationId: deleteVariant
 *     tags: [Administration]
 *     summary: Delete a variant
 *     description: >-
 *       The variant is removed from carts. The last variant of a product cannot be deleted.
 *     responses:
 *       204: { description: Deleted }
 *     x-errors: [last_variant]
 */
router.delete(
  "/:id",
  authenticate.required,
  permit("products:write"),
  write(DeleteVariant, variants.destroy, null, { audit: "variant.deleted" }),
);

export { router as adminVariantRoutes };
