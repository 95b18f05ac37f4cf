import { statement } from "../../database/statement.js";

// Advisory locks have no table, so no model call takes them. Each is held until the transaction ends.
const lock = statement<never, { name: string }>("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))");
const tryLock = statement<{ locked: boolean }, { name: string }>(
  "SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0)) AS locked",
);

/** Serializes the creation of products with the same title. */
export const lockSlug = (kind: "product" | "category", slug: string): Promise<unknown> =>
  lock({ name: `slug:${kind}:${slug}` });

/** Serializes changes to the tree: two moves that are valid alone can form a cycle together. */
export const lockCategoryTree = (): Promise<unknown> => lock({ name: "categories:tree" });

/** Serializes imports that create the same category. */
export const lockImportedCategories = (): Promise<unknown> => lock({ name: "categories:import" });

/** @returns false when another process seeds the demo catalogue */
export async function tryLockDemoCatalog(): Promise<boolean> {
  const [row] = await tryLock({ name: "demo catalogue" });
  return row?.locked === true;
}
