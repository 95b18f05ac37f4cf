import { Router } from "express";
import * as categories from "../../controllers/catalog/categories.js";
import { read } from "../../middlewares/endpoint/endpoint.js";
import { ListCategories, ShowCategory } from "../../requests/catalog/categories.js";
import { CategoryTreeView, CategoryView } from "../../views/catalog/category.js";

const router = Router();

/**
 * @openapi
 * /api/v1/categories:
 *   get:
 *     operationId: listCategories
 *     tags: [Catalogue]
 *     summary: List the category tree with product counts
 *     responses:
 *       200: { description: The tree of categories }
 */
router.get("/", read(ListCategories, categories.list, CategoryTreeView));

/**
 * @openapi
 * /api/v1/categories/{idOrSlug}:
 *   get:
 *     operationId: showCategory
 *     tags: [Catalogue]
 *     summary: Show a category with its ancestors and descendants
 *     responses:
 *       200: { description: The category }
 */
router.get("/:idOrSlug", read(ShowCategory, categories.show, CategoryView));

export { router as categoryRoutes };
