import { NotFound } from "../../errors/system.js";
import type { Action } from "../../http/action.js";
import { etagOf } from "../../http/paging.js";
import { ok } from "../../http/reply.js";
import { publicCategoryTree, type CategoryRow } from "../../models/catalog/categories/categoryTree.js";
import type { ListCategories, ShowCategory } from "../../requests/catalog/categories.js";
import {
  type CategoryTreeView,
  type CategoryView,
  renderCategory,
  renderCategoryTree,
} from "../../views/catalog/category.js";

const PUBLIC_SECONDS = 60;
const conditional = (rows: CategoryRow[]) => ({
  etag: etagOf(rows.map(({ id, version, productCount }) => `${id}.${version}.${productCount}`)),
  publicSeconds: PUBLIC_SECONDS,
});

export const list: Action<typeof ListCategories, typeof CategoryTreeView> = async () => {
  const rows = await publicCategoryTree();
  return ok(renderCategoryTree(rows), conditional(rows));
};

export const show: Action<typeof ShowCategory, typeof CategoryView> = async ({ params: { idOrSlug } }) => {
  const rows = await publicCategoryTree();
  const row = rows.find(({ id, slug }) => slug === idOrSlug || id === idOrSlug.toLowerCase());
  if (!row) throw new NotFound();
  return ok(renderCategory(row, rows), conditional(rows));
};
