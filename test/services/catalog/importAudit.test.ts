import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { removeDemoCatalog } from "../../../src/services/catalog/demo/removeDemoCatalog.js";
import { seedDemoCatalog } from "../../../src/services/catalog/demo/seedDemoCatalog.js";
import { verifyAudit } from "../../../src/services/system/verifyAudit.js";
import { counted, emptyCatalog, importRows } from "../../support/catalogImport.js";
import { sql, withClient } from "../../support/database.js";
import { shirt, size } from "../../lib/shopify/csv.js";

type Entry = {
  action: string;
  actor: string;
  target: string;
  before: { products: string[]; categories: string[] } | null;
  after: { products: { created: string[]; updated: string[] } };
};

/** The entries that `work` adds to the audit log. */
async function entriesOf(work: () => Promise<unknown>): Promise<Entry[]> {
  const [{ last } = { last: 0 }] = await sql("SELECT coalesce(max(id), 0) AS last FROM audit_log");
  await work();
  return sql<Entry>(
    `SELECT action, actor_type AS actor, target_type || ' ' || target_id AS target, before, after
     FROM audit_log WHERE id > $1 ORDER BY audit_log.id`,
    [last],
  );
}
const slugs = async () =>
  (await sql<{ slug: string }>("SELECT slug FROM products ORDER BY slug")).map(({ slug }) => slug);
const createdIn = (entries: Entry[]) => entries.flatMap(({ after }) => after.products.created).sort();
const many = Array.from({ length: 250 }, (_, at) => shirt({ Handle: `s-${at}` }));

describe("The audit log of an import", () => {
  beforeEach(emptyCatalog);
  after(emptyCatalog);

  for (const strict of [false, true])
    it(`lists the created and changed products${strict ? " when strict" : ""}`, async () => {
      const file = "/home/ada/spring.csv";
      const first = [shirt({ "Product Category": "Apparel > Shirts", ...counted(3) }), size("M", counted(0))];
      const made = await entriesOf(() => importRows(first, { file, strict }));
      const entry = {
        action: "catalog.imported",
        actor: "system",
        target: "import spring.csv",
        before: null,
      };
      const images = { created: 0, updated: 0, removed: 0 };
      expect(made).to.deep.equal([
        {
          ...entry,
          after: {
            products: { created: ["shirt"], updated: [] },
            variants: { created: 2, updated: 0, retired: 0 },
            images,
            categories: { created: 2 },
          },
        },
      ]);
      const second = [shirt(counted(5)), shirt({ Handle: "hat", Title: "Hat", "Image Src": "/hat.jpg" })];
      const changed = await entriesOf(() => importRows(second, { file, strict }));
      expect(changed).to.deep.equal([
        {
          ...entry,
          after: {
            products: { created: ["hat"], updated: ["shirt"] },
            variants: { created: 1, updated: 1, retired: 0 },
            images: { ...images, created: 1 },
            categories: { created: 0 },
          },
        },
      ]);
    });

  it("has no entry when nothing was written: the same file, a dry run, a strict file with a fault", async () => {
    await importRows([shirt()]);
    const bad = [shirt({ Handle: "hat", Title: "Hat" }), shirt({ Handle: "bad", Title: "" })];
    const entries = await entriesOf(async () => {
      await importRows([shirt()]);
      await importRows(many, { dryRun: true });
      expect((await importRows(bad, { strict: true })).outcome).to.equal("refused");
    });
    expect(entries).to.deep.equal([]);
  });

  it("commits with each batch, and so holds what an interrupted import has written", async () => {
    const whole = await entriesOf(() => importRows(many));
    expect(whole.map(({ after }) => after.products.created.length)).to.deep.equal([100, 100, 50]);
    expect(createdIn(whole)).to.deep.equal(await slugs());

    await emptyCatalog();
    const stop = new AbortController();
    const part = await entriesOf(() =>
      importRows(many, { signal: stop.signal, onProgress: () => stop.abort() }),
    );
    expect(createdIn(part)).to.deep.equal(await slugs());
    expect(part).to.have.length(1);
  });

  it("goes with a strict import that is taken back", async () => {
    const stop = new AbortController();
    let batches = 0;
    const onProgress = () => void (++batches === 4 && stop.abort());
    const { length } = await entriesOf(() =>
      importRows(many, { strict: true, signal: stop.signal, onProgress }),
    );
    expect({ batches, length, slugs: await slugs() }).to.deep.equal({ batches: 4, length: 0, slugs: [] });
  });

  it("omits a product that the database refused", async () => {
    await sql("ALTER TABLE products ADD CONSTRAINT products_no_odd_title_check CHECK (title <> 'Odd')");
    try {
      const rows = [shirt(), shirt({ Handle: "odd", Title: "Odd" }), shirt({ Handle: "hat" })];
      expect(createdIn(await entriesOf(() => importRows(rows)))).to.deep.equal(["hat", "shirt"]);
    } finally {
      await sql("ALTER TABLE products DROP CONSTRAINT products_no_odd_title_check");
    }
  });

  it("can delay a batch: one whose entry timed out is retried with its new categories", async () => {
    const row = shirt({ "Product Category": "Apparel > Shirts" });
    const entries = await entriesOf(() =>
      withClient(process.env.DATABASE_URL ?? "", async (client) => {
        const waiting = async (): Promise<string | undefined> => {
          const { rows } = await client.query<{ began: string }>(
            `SELECT xact_start::text AS began FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event = 'advisory'`,
          );
          return rows[0]?.began;
        };
        await client.query("SELECT pg_advisory_lock(4207552)");
        const imported = importRows([row]);
        let first: string | undefined;
        while (!(first = await waiting())) await sleep(20);
        // After two seconds, that attempt failed with a lock timeout, and the next one waits.
        for (let next; !next || next === first; next = await waiting()) await sleep(20);
        await client.query("SELECT pg_advisory_unlock(4207552)");
        expect(await imported).to.deep.include({ refused: [], categories: { created: 2 } });
      }),
    );
    expect(createdIn(entries)).to.deep.equal(["shirt"]);
  });

  it("has one entry for the demo catalogue, and one for its removal", async () => {
    const seeded = await entriesOf(seedDemoCatalog);
    const products = await slugs();
    expect(seeded).to.have.length(1);
    expect(seeded[0]).to.include({ action: "catalog.imported", target: "import demo-catalog.csv" });
    expect(createdIn(seeded)).to.deep.equal(products);

    const categories = (await sql<{ slug: string }>("SELECT slug FROM categories")).map(({ slug }) => slug);
    const [removed, ...others] = await entriesOf(async () => {
      await removeDemoCatalog();
      expect(await removeDemoCatalog()).to.equal(0);
    });
    expect(others).to.deep.equal([]);
    expect(removed).to.deep.include({ action: "catalog.demo_removed", actor: "system", after: null });
    expect(removed?.before?.products).to.have.members(products);
    expect(removed?.before?.categories).to.have.members(categories).and.not.to.be.empty;
  });

  it("keeps the chain valid", async () => expect((await verifyAudit()).broken).to.equal(null));
});
