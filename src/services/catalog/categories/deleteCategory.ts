import { CategoryHasChildren } from "../../../errors/catalog.js";
import { assertFresh } from "../../system/preconditions.js";
import { lockCategoryTree } from "../../../models/catalog/advisoryLocks.js";
import { Category } from "../../../models/catalog/Category.js";
import { type CategoryRow, findCategory } from "../../../models/catalog/categories/categoryTree.js";
import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";

/**
 * Deletes a category but not its products.
 * @returns the category before
 * @throws NotFound, StaleVersion, CategoryHasChildren
 */
export async function deleteCategory(id: string, ifMatch: string | null): Promise<CategoryRow> {
  const category = await Category.lockById(id);
  assertFresh(ifMatch, String(category.version));
  const before = await findCategory(id);
  await lockCategoryTree();
  if (await category.hasChildren()) throw new CategoryHasChildren();
  await category.destroy();
  catalogChanged();
  return before;
}
