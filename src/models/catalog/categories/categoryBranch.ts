import { statement } from "../../../database/statement.js";

// Recursive: no model call walks a tree.
const ancestors = statement<{ id: string }, { id: string }>(
  `WITH RECURSIVE up AS (
     SELECT id, parent_id FROM categories WHERE id = :id
     UNION ALL
     SELECT c.id, c.parent_id FROM categories c JOIN up ON c.id = up.parent_id
   ) SELECT id FROM up`,
);
const height = statement<{ height: number }, { id: string }>(
  `WITH RECURSIVE below AS (
     SELECT id, 1 AS level FROM categories WHERE id = :id
     UNION ALL
     SELECT c.id, b.level + 1 FROM categories c JOIN below b ON c.parent_id = b.id
   ) SELECT max(level) AS height FROM below`,
);

/** The ids of a category and of all its ancestors. */
export const branchAbove = async (id: string): Promise<string[]> =>
  (await ancestors({ id })).map((category) => category.id);

/** The number of levels of a branch, the category itself included. */
export async function branchHeight(id: string): Promise<number> {
  const [row] = await height({ id });
  return row?.height ?? 1;
}
