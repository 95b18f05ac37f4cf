import type { Category } from "../../../models/catalog/Category.js";
import { chooseSlug } from "../chooseSlug.js";
import { type CategoryFields, parentIdOf } from "./createCategory.js";
import { assertPlace, lockCategoryTree } from "./lockCategoryTree.js";

/**
 * Changes a category, which the caller has locked; a new parent moves its whole branch.
 * @throws ValidationFailed, SlugTaken, CategoryCycle, CategoryTooDeep
 */
export async function updateCategory(
  category: Category,
  { slug, parent, ...fields }: Partial<CategoryFields>,
): Promise<void> {
  await lockCategoryTree();
  if (parent !== undefined) {
    const parentId = await parentIdOf(parent);
    if (parentId !== null) await assertPlace(category.id, parentId);
    category.parentId = parentId;
  }
  if (slug !== undefined)
    category.slug = slug ?? (await chooseSlug("category", fields.name ?? category.name));
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  category.set(Object.fromEntries(given));
  await category.save({ fields: ["parentId", "slug", "name", "description", "position"] });
}
