import { Category } from "../../../models/catalog/Category.js";
import { lockCategoryTree } from "../../../models/catalog/advisoryLocks.js";
import { chooseSlug } from "../../../models/catalog/chooseSlug.js";
import { catalogChanged } from "../../../models/catalog/listing/oneSecondCache.js";
import { assertPlace } from "./assertPlace.js";

/** `parent` is an id or a slug; null or omitted: a root category. */
export type CategoryFields = {
  name: string;
  slug?: string | null;
  parent?: string | null;
  description?: string | null;
  position?: number;
};

/** @throws ValidationFailed when the parent does not exist, SlugTaken, CategoryTooDeep */
export async function createCategory({ slug, parent, ...fields }: CategoryFields): Promise<Category> {
  await lockCategoryTree();
  catalogChanged();
  const parentId = await parentIdOf(parent ?? null);
  if (parentId !== null) await assertPlace(null, parentId);
  return Category.create({ ...fields, parentId, slug: slug ?? (await chooseSlug("category", fields.name)) });
}

/** The id of a parent given by id or slug. */
export async function parentIdOf(parent: string | null): Promise<string | null> {
  if (parent === null) return null;
  const [id] = await Category.idsOf([parent], "parent");
  return id ?? null;
}
