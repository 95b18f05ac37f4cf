import { NotFound } from "../../errors/system.js";
import { type Action, assertFresh } from "../../http/action.js";
import { created, noContent, ok } from "../../http/reply.js";
import { Category } from "../../models/catalog/Category.js";
import { categoryTree } from "../../models/catalog/categoryTree.js";
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

async function shown(id: string) {
  const row = (await categoryTree()).find((candidate) => candidate.id === id);
  if (!row) throw new NotFound();
  return [renderAdminCategory(row), { etag: String(row.version) }] as const;
}

export const list: Action<typeof requests.ListAllCategories, typeof AdminCategoryListView> = async () =>
  ok(renderAdminCategories(await categoryTree()));

export const show: Action<typeof requests.ShowAnyCategory, typeof AdminCategoryView> = async ({ params }) =>
  ok(...(await shown(params.id)));

export const create: Action<typeof requests.CreateCategory, typeof AdminCategoryView> = async ({ body }) => {
  const { id } = await createCategory(body);
  const [view, extras] = await shown(id);
  return created(view, `/api/v1/admin/categories/${id}`, extras);
};

export const update: Action<typeof requests.UpdateCategory, typeof AdminCategoryView> = async ({
  params,
  body,
  request,
  audit,
}) => {
  const category = await Category.lockById(params.id);
  assertFresh(request, String(category.version));
  audit({ before: { ...category.get({ plain: true }), parent: category.parentId } });
  await updateCategory(category, body);
  return ok(...(await shown(category.id)));
};

export const destroy: Action<typeof requests.DeleteCategory> = async ({ params, request, audit }) => {
  const category = await Category.lockById(params.id);
  assertFresh(request, String(category.version));
  const [before] = await shown(category.id);
  audit({ before });
  await deleteCategory(category);
  return noContent();
};
