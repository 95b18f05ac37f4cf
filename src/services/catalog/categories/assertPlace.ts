import { CategoryCycle, CategoryTooDeep } from "../../../errors/catalog.js";
import { branchAbove, branchHeight } from "../../../models/catalog/categories/categoryBranch.js";

const MAX_DEPTH = 20;

/**
 * Checks that a branch (null: a new category) can be placed below a parent. The tree is locked.
 * @throws CategoryCycle, CategoryTooDeep
 */
export async function assertPlace(branchId: string | null, parentId: string): Promise<void> {
  const above = await branchAbove(parentId);
  if (branchId !== null && above.includes(branchId)) throw new CategoryCycle();
  const height = branchId === null ? 1 : await branchHeight(branchId);
  if (above.length + height > MAX_DEPTH) throw new CategoryTooDeep();
}
