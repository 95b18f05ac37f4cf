import { positional } from "../../../database/statement.js";
import { CategoryCycle, CategoryTooDeep } from "../../../errors/catalog.js";
import { catalogChanged } from "../../../models/catalog/shortMemory.js";

/** Any number, as long as every writer of the tree uses the same. */
const TREE_LOCK = 7_351_204;
const MAX_DEPTH = 20;

const lock = positional(`SELECT pg_advisory_xact_lock(${TREE_LOCK})`);
const ancestors = positional<{ id: string }>(
  `WITH RECURSIVE up AS (
     SELECT id, parent_id FROM categories WHERE id = $1
     UNION ALL
     SELECT c.id, c.parent_id FROM categories c JOIN up ON c.id = up.parent_id
   ) SELECT id FROM up`,
);
const heightBelow = positional<{ height: number }>(
  `WITH RECURSIVE below AS (
     SELECT id, 1 AS level FROM categories WHERE id = $1
     UNION ALL
     SELECT c.id, b.level + 1 FROM categories c JOIN below b ON c.parent_id = b.id
   ) SELECT max(level) AS height FROM below`,
);

/** Makes changes of the tree's shape wait for each other: two moves that are fine alone can make a ring together. */
export const lockCategoryTree = async (): Promise<void> => {
  await lock();
  catalogChanged();
};

/**
 * Whether a branch (null: a new category) may stand below a parent. Call it with the tree locked.
 * @throws CategoryCycle, CategoryTooDeep
 */
export async function assertPlace(branchId: string | null, parentId: string): Promise<void> {
  const above = await ancestors([parentId]);
  if (branchId !== null && above.some(({ id }) => id === branchId)) throw new CategoryCycle();
  const [below] = branchId === null ? [{ height: 1 }] : await heightBelow([branchId]);
  if (above.length + (below?.height ?? 1) > MAX_DEPTH) throw new CategoryTooDeep();
}
