import { CategoryHasChildren } from "../../../errors/catalog.js";
import { Category } from "../../../models/catalog/Category.js";
import { lockCategoryTree } from "./lockCategoryTree.js";

/** Takes a shelf away; its products stay in the shop. @throws CategoryHasChildren */
export async function deleteCategory(category: Category): Promise<void> {
  await lockCategoryTree();
  if ((await Category.count({ where: { parentId: category.id } })) > 0) throw new CategoryHasChildren();
  await category.destroy();
}
