import { positional } from "../../database/statement.js";
import { makeSlug } from "../../lib/slug.js";

const lock = positional("SELECT pg_advisory_xact_lock(hashtextextended('slug:' || $1, 0))");
const firstFree = (table: string, live: string) => `
  SELECT c.slug
  FROM generate_series(1, 10000) AS n, LATERAL (SELECT $1 || CASE n WHEN 1 THEN '' ELSE '-' || n END AS slug) c
  WHERE c.slug <> ALL ($2::text[]) AND NOT EXISTS (SELECT FROM ${table} t WHERE t.slug = c.slug ${live})
  ORDER BY n LIMIT 1`;
const firstFreeOf = {
  product: positional<{ slug: string }>(firstFree("products", "AND t.deleted_at IS NULL")),
  category: positional<{ slug: string }>(firstFree("categories", "")),
};

/**
 * A slug made of the title, with -2, -3 … when it is taken. Holds a lock on the name until the transaction ends, so
 * that two products of one title made at once get two slugs.
 * @param given slugs that are spoken for but not written yet
 */
export async function chooseSlug(
  kind: "product" | "category",
  title: string,
  given: string[] = [],
): Promise<string> {
  const wanted = makeSlug(title, kind);
  await lock([`${kind}:${wanted}`]);
  const [free] = await firstFreeOf[kind]([wanted, given]);
  return free?.slug ?? wanted;
}
