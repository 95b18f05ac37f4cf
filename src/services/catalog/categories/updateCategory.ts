import { assertFresh } from "../../system/preconditions.js";
import { lockCategoryTree } from "../../../models/catalog/advisoryLocks.js";
import { Category } from "../../../models/catalog/Category.js";
import { chooseSlug } from "../../../models/catalog/chooseSlug.js";
import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";
import { definedOf } from "../../../lib/definedOf.js";
import { assertPlace } from "./assertPlace.js";
import { type CategoryFields, parentIdOf } from "./createCategory.js";

/**
 * Changes a category; a new parent moves its whole branch.
 * @returns the category before the change
 * @throws NotFound, StaleVersion, ValidationFailed, SlugTaken, CategoryCycle, CategoryTooDeep
 */
export async function updateCategory(
  id: string,
  { slug, parent, ...fields }: Partial<CategoryFields>,
  ifMatch: string | null,
): Promise<{ before: object }> {
  const category = await Category.lockById(id);
  assertFresh(ifMatch, String(category.version));
  const before = { ...category.get({ plain: true }), parent: category.parentId };
  await lockCategoryTree();
  if (parent !== undefined) {
    const parentId = await parentIdOf(parent);
    if (parentId !== null) await assertPlace(category.id, parentId);
    category.parentId = parentId;
  }
  if (slug !== undefined)
    category.slug = slug ?? (await chooseSlug("category", fields.name ?? category.name));
  category.set(definedOf(fields));
  await category.save({ fields: ["parentId", "slug", "name", "description", "position"] });
  catalogChanged();
  return { before };
}
