import { z } from "zod";
import { Id, listOf, Timestamp } from "../../lib/schemas.js";
import type { CategoryRow } from "../../models/catalog/categories/categoryTree.js";
import { categoryFields, renderCategoryFields } from "./category.js";

export const AdminCategoryView = z
  .strictObject({ ...categoryFields, parentId: Id.nullable(), createdAt: Timestamp, updatedAt: Timestamp })
  .meta({ id: "AdminCategory" });
export const AdminCategoryListView = listOf(AdminCategoryView, "AdminCategoryList");

export const renderAdminCategory = (row: CategoryRow): z.input<typeof AdminCategoryView> => ({
  ...renderCategoryFields(row),
  parentId: row.parentId,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** Not paginated: a page would be an incomplete tree. */
export const renderAdminCategories = (rows: CategoryRow[]): z.input<typeof AdminCategoryListView> => ({
  data: rows.map(renderAdminCategory),
  meta: { limit: rows.length, nextCursor: null, page: 1, total: rows.length },
});
