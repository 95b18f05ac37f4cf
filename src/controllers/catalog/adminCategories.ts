import type { Action } from "../../http/action.js";
import { created, noContent, ok } from "../../http/reply.js";
import {
  type CategoryRow,
  categoryTree,
  findCategory,
} from "../../models/catalog/categories/categoryTree.js";
import type * as requests from "../../requests/catalog/adminCategories.js";
import { createCategory } from "../../services/catalog/categories/createCategory.js";
import { deleteCategory } from "../../services/catalog/categories/deleteCategory.js";
import { updateCategory } from "../../services/catalog/categories/updateCategory.js";
import {
  type AdminCategoryListView,
  type AdminCategoryView,
  renderAdminCategories,
  renderAdminCategory,
} from "../../views/catalog/adminCategory.js";

const rendered = (row: CategoryRow) => [renderAdminCategory(row), { etag: String(row.version) }] as const;

export const list: Action<typeof requests.ListAllCategories, typeof AdminCategoryListView> = async () =>
  ok(renderAdminCategories(await categoryTree()));

export const show: Action<typeof requests.ShowAnyCategory, typeof AdminCategoryView> = async ({ params }) =>
  ok(...rendered(await findCategory(params.id)));

export const create: Action<typeof requests.CreateCategory, typeof AdminCategoryView> = async ({ body }) => {
  const { id } = await createCategory(body);
  const [view, extras] = rendered(await findCategory(id));
  return created(view, `/api/v1/admin/categories/${id}`, extras);
};

export const update: Action<typeof requests.UpdateCategory, typeof AdminCategoryView> = async ({
  params,
  body,
  request,
  audit,
}) => {
  audit(await updateCategory(params.id, body, request.ifMatch));
  return ok(...rendered(await findCategory(params.id)));
};

export const destroy: Action<typeof requests.DeleteCategory> = async ({ params, request, audit }) => {
  audit({ before: renderAdminCategory(await deleteCategory(params.id, request.ifMatch)) });
  return noContent();
};
