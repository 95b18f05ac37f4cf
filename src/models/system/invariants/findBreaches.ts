import type { Query } from "../../../database/snapshot.js";
import { invariants } from "./invariants.js";

/** An invariant that rows of the database violate. */
export type Breach = {
  name: string;
  meaning: string;
  /** How many rows violate it. */
  count: number;
  /** The first of them, as ids and facts. */
  rows: Record<string, unknown>[];
};

const MOST_SHOWN = 10;

/**
 * Runs every invariant's query, one after the other.
 * @param query a connection with one snapshot, so that a running shop changes nothing between the queries
 */
export async function findBreaches(query: Query): Promise<Breach[]> {
  const breaches: Breach[] = [];
  for (const { name, meaning, breaches: text } of invariants) {
    const [found] = await query<Pick<Breach, "count" | "rows">>(`
      WITH breaches AS MATERIALIZED (${text})
      SELECT (SELECT count(*)::int FROM breaches) AS count, coalesce(jsonb_agg(shown), '[]') AS rows
      FROM (SELECT * FROM breaches b ORDER BY b LIMIT ${MOST_SHOWN}) shown`);
    if (found && found.count > 0) breaches.push({ name, meaning, ...found });
  }
  return breaches;
}
