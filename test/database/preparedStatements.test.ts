import { expect } from "chai";
import "../../src/models/index.js";
import { config } from "../../src/config.js";
import { statement } from "../../src/database/statement.js";
import { transaction } from "../../src/database/transaction.js";
import type { PageStart } from "../../src/lib/paging.js";
import { countProducts, listProducts } from "../../src/models/catalog/listing/listProducts.js";
import type { ProductFilter } from "../../src/models/catalog/listing/productFilter.js";
import type { ProductSort } from "../../src/models/catalog/vocabulary.js";
import { relatedProducts } from "../../src/models/catalog/listing/relatedProducts.js";
import { listMovements } from "../../src/models/inventory/movementList.js";
import { listStock } from "../../src/models/inventory/stockList.js";
import { sql, withClient } from "../support/database.js";

const NOBODY = "0192b6a0-0000-7000-8000-000000000000";
const SORTS: ProductSort[] = ["relevance", "newest", "price", "-price", "title", "-title", "rating"];
/** The value in a cursor of each sort that is not by a number. */
const KEYS: Partial<Record<ProductSort, string>> = { newest: "2026-01-01", title: "a", "-title": "a" };
const FILTERS: ProductFilter[] = [
  {},
  { tag: "t" },
  { brand: "b", onSale: true },
  { words: ["w"], onSale: true },
  { options: [["Size", ["S"]]], inStock: true },
  { category: "c", minPrice: 1 },
  { minRating: 3 },
  { onSale: false, tag: "t" },
];

const prepared = async (): Promise<number> =>
  (await sql<{ n: number }>("SELECT count(*)::int AS n FROM pg_prepared_statements"))[0]?.n ?? NaN;

describe("Prepared statements", function () {
  this.timeout(120_000);

  it("do not grow in number with the variety of requested lists", async () => {
    let shapes = 0;
    const ask = async (limits: number[]) => {
      for (const limit of limits)
        for (const sort of SORTS)
          for (const [at, filter] of FILTERS.entries()) {
            const start: PageStart = at % 2 ? { offset: 24 } : { after: [KEYS[sort] ?? 1, NOBODY] };
            await listProducts({ filter, sort, limit, start, variants: false });
            shapes += 1;
          }
    };
    // Two transactions, because each has a time limit; each uses one connection.
    const counts: number[] = [];
    for (const from of [1, 51])
      await transaction(async () => {
        await ask(Array.from({ length: 45 }, (_, i) => from + i));
        for (let limit = 1; limit <= 24; limit++) await relatedProducts("none", limit);
        for (let limit = 1; limit <= 100; limit++) {
          await listStock({ search: null, lowStock: from }, limit, { offset: 0 });
          await listMovements(NOBODY, limit, { offset: 1 });
        }
        for (const filter of FILTERS) await countProducts(filter, true);
        shapes += 24 + 200 + FILTERS.length;
        counts.push(await prepared());
      });
    expect(shapes).to.be.above(5000);
    // The declared statements of the requested lists, and earlier ones of the connection.
    expect(Math.max(...counts)).to.be.below(150);
  });

  it("include the default product lists in every sort, with and without variants", async () => {
    const sorts = SORTS.filter((sort) => sort !== "relevance");
    const count = async (like: string, unlike: string) => {
      const [row] = await sql<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement LIKE $1 AND statement NOT LIKE $2",
        [like, unlike],
      );
      return row?.n;
    };
    await transaction(async () => {
      for (const sort of sorts)
        for (const start of [{ offset: 0 }, { offset: 24 }, { after: [KEYS[sort] ?? 1, NOBODY] }])
          for (const variants of [false, true])
            await listProducts({ filter: {}, sort, limit: 24, start, variants });
      await relatedProducts("none", 8);
      expect(await count("%cursorKey%IS NOT NULL%LIMIT 25%", "%RECURSIVE%")).to.equal(sorts.length * 3 * 2);
      expect(await count("%candidates%LIMIT 8%", "%RECURSIVE%")).to.be.within(1, 2);
    });
  });
});

describe("A statement whose table is altered while the process runs", () => {
  const TABLE = "stale_plans";
  const all = statement<{ n: unknown }>(`SELECT * FROM ${TABLE} ORDER BY n`);
  const insert = statement<{ n: unknown }, { n: number | string }>(
    `INSERT INTO ${TABLE} (n) VALUES (:n) RETURNING *`,
  );
  const elsewhere = (text: string) =>
    withClient(String(process.env.DATABASE_URL), (client) => client.query(text));
  /** Prepares the statement on every connection of the pool; returns the rows that each of them read. */
  const warm = () => {
    let missing = config.databasePoolMax;
    let release = () => {};
    const everybody = new Promise<void>((resolve) => (release = resolve));
    const read = async () => {
      const rows = await all();
      missing -= 1;
      if (missing === 0) release();
      await everybody;
      return rows;
    };
    return Promise.all(Array.from({ length: missing }, () => transaction(read)));
  };

  beforeEach(() =>
    elsewhere(
      `DROP TABLE IF EXISTS ${TABLE}; CREATE TABLE ${TABLE} (n int); INSERT INTO ${TABLE} VALUES (1)`,
    ),
  );
  after(() => elsewhere(`DROP TABLE ${TABLE}`));

  it("works outside of transactions, on every connection that had prepared it", async () => {
    await warm();
    await elsewhere(`ALTER TABLE ${TABLE} ALTER n TYPE text`);
    for (const rows of await Promise.all(Array.from({ length: 20 }, () => all())))
      expect(rows).to.deep.equal([{ n: "1" }]);
    await elsewhere(`ALTER TABLE ${TABLE} ADD more int`);
    for (const rows of await warm()) expect(rows).to.deep.equal([{ n: "1", more: null }]);
  });

  it("writes once outside of transactions", async () => {
    await Promise.all([5, 6, 7].map((n) => insert({ n })));
    await elsewhere(`ALTER TABLE ${TABLE} ALTER n TYPE bigint`);
    expect(await insert({ n: 8 })).to.deep.equal([{ n: "8" }]);
    expect(await all()).to.deep.equal(["1", "5", "6", "7", "8"].map((n) => ({ n })));
  });

  it("retries the whole transaction, whose writes happen once", async () => {
    await warm();
    await insert({ n: 2 });
    await elsewhere(`ALTER TABLE ${TABLE} ALTER n TYPE text`);
    let runs = 0;
    const rows = await transaction(async () => {
      runs += 1;
      await sql(`INSERT INTO ${TABLE} (n) VALUES ('3')`);
      await insert({ n: "4" });
      return all();
    });
    expect(rows).to.deep.equal(["1", "2", "3", "4"].map((n) => ({ n })));
    expect(runs).to.equal(2);
    expect(await all()).to.have.length(4);
  });

  it("does not retry a transaction for another unsupported feature", async () => {
    let runs = 0;
    const work = transaction(() => {
      runs += 1;
      return sql(`SELECT DISTINCT n FROM ${TABLE} FOR UPDATE`);
    });
    const code = await work.catch((error: { code?: string }) => error.code);
    expect([code, runs]).to.deep.equal(["0A000", 1]);
  });
});
