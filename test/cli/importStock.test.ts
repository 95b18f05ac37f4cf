import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { counted, emptyCatalog, unexplainedStock, variantsOf } from "../support/catalogImport.js";
import { sql, withClient } from "../support/database.js";
import { type Cells, shirt, size, toCsv } from "../lib/shopify/csv.js";
import { cartwright } from "./cartwright.js";

const FILE = [shirt(counted(10)), size("M", counted(4))];

describe("cartwright import products, after sales", function () {
  this.timeout(60_000);

  let folder: string;
  before(() => (folder = mkdtempSync(path.join(os.tmpdir(), "cartwright-cli-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(emptyCatalog);
  afterEach(async () => expect(await unexplainedStock()).to.deep.equal([]));

  function file(content: Cells[]): string {
    const where = path.join(folder, "stock.csv");
    writeFileSync(where, toCsv(content));
    return where;
  }
  const run = (content: Cells[], ...options: string[]) =>
    cartwright(["import", "products", ...options, file(content)]);
  const stock = async () => (await variantsOf("shirt")).map(({ onHand }) => onHand);

  /** Sells three pieces of the first variant. */
  async function sell(): Promise<void> {
    const [variant] = await variantsOf("shirt");
    await sql("UPDATE stock_items SET on_hand = on_hand - 3 WHERE variant_id = $1", [variant?.id]);
    await sql("INSERT INTO stock_movements (variant_id, delta, reason) VALUES ($1, -3, 'sale')", [
      variant?.id,
    ]);
  }

  it("warns that it sets the stock, and counts the changes, also in a dry run", async () => {
    expect((await run(FILE)).stderr).to.equal("");
    await sell();
    const counts = /^stock +1 existing variants set to the file's quantity: 3 pieces added, 0 removed$/m;
    const dry = await run(FILE, "--dry-run");
    expect(dry.stdout).to.match(counts);
    expect(await stock()).to.deep.equal([7, 4]);
    const { code, stdout, stderr } = await run(FILE);
    expect(code).to.equal(0);
    expect(stderr).to.match(
      /^Note: the stock of existing variants is set to the quantities of the file.*--keep-stock/,
    );
    expect(stdout).to.match(counts);
    expect(await stock()).to.deep.equal([10, 4]);
  });

  it("keeps existing stock with --keep-stock, and sets the stock of new variants", async () => {
    await run(FILE);
    await sell();
    const more = [...FILE, size("L", counted(6))];
    const { code, stdout, stderr } = await run(more, "--keep-stock", "--json");
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const summary = JSON.parse(stdout);
    expect(summary.stock).to.deep.equal({ changed: 0, added: 0, removed: 0 });
    expect(summary.variants).to.include({ created: 1 });
    expect(await stock()).to.deep.equal([7, 4, 6]);
  });

  it("exits with 3 while the database is busy, refuses no rows, and explains how to continue", async () => {
    await run(FILE);
    const changed = FILE.map((row) => ({ ...row, "Variant Price": "77.00" }));
    await withClient(process.env.DATABASE_URL ?? "", async (holder) => {
      await holder.query("BEGIN");
      await holder.query("SELECT FROM products WHERE slug = 'shirt' FOR UPDATE");
      const { code, stdout, stderr } = await run(changed, "--patience", "0");
      expect(code).to.equal(3);
      expect(stdout)
        .to.match(/^Interrupted/)
        .and.match(/^products +0 created, 0 updated, 0 unchanged, 0 refused$/m);
      expect(stderr).to.match(
        /^cartwright: stopped .*lock timeout.* run the same command again to continue\.$/m,
      );
    });
    expect((await run(changed)).stdout).to.match(/0 created, 1 updated/);
  });

  it("refuses a --patience that is not a number of seconds", async () => {
    for (const patience of ["soon", "-1", "1.5"])
      expect(await run(FILE, "--patience", patience)).to.include({ code: 2 });
  });
});
