import { Router } from "express";
import * as categories from "../../controllers/catalog/adminCategories.js";
import { authenticate, permit } from "../../middlewares/authenticate.js";
import { read, write } from "../../middlewares/endpoint/endpoint.js";
import * as requests from "../../requests/catalog/adminCategories.js";
import { AdminCategoryListView, AdminCategoryView } from "../../views/catalog/adminCategory.js";

const router = Router();

/**
 * @openapi
 * /api/v1/admin/categories:
 *   get:
 *     operationId: listAllCategories
 *     tags: [Administration]
 *     summary: List all categories as a flat list
 *     responses:
 *       200: { description: All categories }
 */
router.get(
  "/",
  authenticate.required,
  permit("products:read"),
  read(requests.ListAllCategories, categories.list, AdminCategoryListView),
);

/**
 * @openapi
 * /api/v1/admin/categories:
 *   post:
 *     operationId: createCategory
 *     tags: [Administration]
 *     summary: Create a category
 *     responses:
 *       201: { description: "The category, as staff see it" }
 *     x-errors: [slug_taken, category_too_deep]
 */
router.post(
  "/",
  authenticate.required,
  permit("categories:write"),
  write(requests.CreateCategory, categories.create, AdminCategoryView, { audit: "category.created" }),
);

/**
 * @openapi
 * /api/v1/admin/categories/{id}:
 *   get:
 *     operationId: showAnyCategory
 *     tags: [Administration]
 *     summary: Show a category
 *     responses:
 *       200: { description: "The category, as staff see it" }
 */
router.get(
  "/:id",
  authenticate.required,
  permit("products:read"),
  read(requests.ShowAnyCategory, categories.show, AdminCategoryView),
);

/**
 * @openapi
 * /api/v1/admin/categories/{id}:
 *   patch:
 *     operationId: updateCategory
 *     tags: [Administration]
 *     summary: Change or move a category
 *     description: >-
 *       A new `parent` moves the category with all its descendants.
 *     responses:
 *       200: { description: "The category, as staff see it" }
 *     x-errors: [slug_taken, category_cycle, category_too_deep]
 */
router.patch(
  "/:id",
  authenticate.required,
  permit("categories:write"),
  write(requests.UpdateCategory, categories.update, AdminCategoryView, { audit: "category.updated" }),
);

/**
 * @openapi
 * /api/v1/admin/categories/{id}:
 *   delete:
 *     operationId: deleteCategory
 *     tags: [Administration]
 *     summary: Delete a category without children
 *     description: >-
 *       Its products are not deleted.
 *     responses:
 *       204: { description: Deleted }
 *     x-errors: [category_has_children]
 */
router.delete(
  "/:id",
  authenticate.required,
  permit("categories:write"),
  write(requests.DeleteCategory, categories.destroy, null, { audit: "category.deleted" }),
);

export { router as adminCategoryRoutes };
