/**
 * Prints the index and the time that the first page of each sort order uses, in the seeded shop of bench/catalog.ts.
 * `npx tsx bench/catalog/plans.ts`
 */
import "./environment.js";
import { Client } from "pg";
import { startEmbeddedPostgres } from "../../src/embeddedPostgres/startEmbeddedPostgres.js";
import { sequelize, useDatabase } from "../../src/database/sequelize.js";
import { listProducts } from "../../src/models/catalog/listing/listProducts.js";
import type { ProductSort } from "../../src/models/catalog/vocabulary.js";

const SORTS: ProductSort[] = ["newest", "price", "-price", "title", "-title", "rating", "relevance"];

type Sent = { text: string; values: unknown[] };
let sent: Sent | undefined;
// Records the last statement that the pool has sent, which is then explained.
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is bound at each call
const { query } = Client.prototype;
Client.prototype.query = function (this: Client, ...given: unknown[]) {
  const [first] = given;
  if (typeof first === "object" && first !== null && "text" in first) sent = first as Sent;
  return query.apply(this, given as Parameters<typeof query>) as unknown;
} as typeof query;

async function main(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR ?? "" });
  useDatabase(postgres.url);
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  for (const sort of SORTS) {
    const filter = sort === "relevance" ? { words: ["cotton"] } : {};
    await listProducts({ filter, sort, limit: 24, start: { offset: 0 }, variants: true });
    const explain = { text: `EXPLAIN ANALYZE ${sent?.text}`, values: sent?.values };
    const { rows } = await client.query<{ "QUERY PLAN": string }>(explain);
    const plan = rows.map((row) => row["QUERY PLAN"]);
    const scan = plan.find((line) => /(Scan|on) .*products_\w+_idx|Seq Scan on products/.test(line));
    console.log(sort.padEnd(10), plan.at(-1)?.trim(), " ", scan?.replace(/\(cost.*/, "").trim());
  }
  await client.end();
  await sequelize.close();
  await postgres.stop();
}
void main();
