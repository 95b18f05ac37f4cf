import { Router } from "express";
import * as categories from "../../controllers/catalog/categories.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { ListCategories, ShowCategory } from "../../requests/catalog/categories.js";

const router = Router();

/**
 * @openapi
 * /api/v1/categories:
 *   get:
 *     operationId: listCategories
 *     tags: [Catalogue]
 *     summary: The tree of categories with product counts
 *     responses:
 *       200: { $ref: "#/components/responses/CategoryTree" }
 */
router.get("/", read(ListCategories, categories.list));

/**
 * @openapi
 * /api/v1/categories/{idOrSlug}:
 *   get:
 *     operationId: showCategory
 *     tags: [Catalogue]
 *     summary: A category with its path and what is below it
 *     responses:
 *       200: { $ref: "#/components/responses/Category" }
 */
router.get("/:idOrSlug", read(ShowCategory, categories.show));

export { router as categoryRoutes };
