import { statement } from "../../database/statement.js";
import { makeSlug } from "../../lib/text/slug.js";
import { lockSlug } from "./advisoryLocks.js";

// Set-based: one statement finds the first free number, however many slugs are taken.
const firstFree = (table: string, live: string) => `
  SELECT c.slug
  FROM generate_series(1, 10000) AS n,
    LATERAL (SELECT :wanted::text || CASE n WHEN 1 THEN '' ELSE '-' || n END AS slug) c
  WHERE c.slug <> ALL (:given::text[]) AND NOT EXISTS (SELECT FROM ${table} t WHERE t.slug = c.slug ${live})
  ORDER BY n LIMIT 1`;
type Wanted = { wanted: string; given: string[] };
const firstFreeOf = {
  product: statement<{ slug: string }, Wanted>(firstFree("products", "AND t.deleted_at IS NULL")),
  category: statement<{ slug: string }, Wanted>(firstFree("categories", "")),
};

/**
 * A slug derived from the title, with the suffix -2, -3 … when it is taken. Locks the name until the transaction ends,
 * so that two products created concurrently with one title get different slugs.
 * @param given slugs that are reserved but not written yet
 */
export async function chooseSlug(
  kind: "product" | "category",
  title: string,
  given: string[] = [],
): Promise<string> {
  const wanted = makeSlug(title, kind);
  await lockSlug(kind, wanted);
  const [free] = await firstFreeOf[kind]({ wanted, given });
  return free?.slug ?? wanted;
}
