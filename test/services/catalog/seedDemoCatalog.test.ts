import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { newId } from "../../../src/lib/ids.js";
import { removeDemoCatalog } from "../../../src/services/catalog/demo/removeDemoCatalog.js";
import { seedDemoCatalog } from "../../../src/services/catalog/demo/seedDemoCatalog.js";
import { emptyCatalog, importRows, unexplainedStock, variantsOf } from "../../support/catalogImport.js";
import { sql } from "../../support/database.js";
import { shirt, toCsv } from "../../lib/shopify/csv.js";

describe("the demo catalogue", () => {
  beforeEach(emptyCatalog);
  after(emptyCatalog);
  const count = async () => (await sql<{ n: number }>("SELECT count(*)::int AS n FROM products"))[0]?.n;

  it("fills an empty shop once, even when several processes start concurrently", async () => {
    const summaries = await Promise.all([seedDemoCatalog(), seedDemoCatalog(), seedDemoCatalog()]);
    const [summary, ...others] = summaries.filter((done) => done !== null);
    expect(others).to.deep.equal([]);
    expect(summary?.rows.refused).to.equal(0);
    expect(summary?.products.created)
      .to.equal(await count())
      .and.be.above(0);
    expect(await unexplainedStock()).to.deep.equal([]);
    expect(await seedDemoCatalog()).to.equal(null);
  });

  it("is not added to a shop with a product", async () => {
    await importRows([shirt()]);
    expect(await seedDemoCatalog()).to.equal(null);
    expect(await count()).to.equal(1);
  });

  it("is added completely or not at all", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "cartwright-demo-"));
    const damaged = path.join(folder, "demo.csv");
    writeFileSync(damaged, toCsv([shirt(), shirt({ Handle: "bad", Title: "" })]));
    const failure = await seedDemoCatalog(damaged).catch((error: Error) => error.message);
    rmSync(folder, { recursive: true });
    expect(failure).to.match(/^The demo catalogue is damaged: demo\.csv:3 the title is missing/);
    expect(await count()).to.equal(0);
  });

  it("is removed, except ordered products and those of the shop", async () => {
    await seedDemoCatalog();
    await importRows([shirt({ "Product Category": "Own things" })]);
    const all = await sql<{ slug: string }>("SELECT slug FROM products WHERE slug <> 'shirt' ORDER BY slug");
    const ordered = all[0]?.slug ?? "";
    await order(ordered);
    expect(await removeDemoCatalog()).to.equal(all.length - 1);
    expect(await sql("SELECT slug FROM products ORDER BY slug")).to.have.deep.members([
      { slug: ordered },
      { slug: "shirt" },
    ]);
    const shelves = await sql<{ name: string }>(
      `SELECT name FROM categories c WHERE NOT EXISTS (SELECT FROM product_categories pc WHERE pc.category_id = c.id)
       AND NOT EXISTS (SELECT FROM categories child WHERE child.parent_id = c.id)`,
    );
    expect(shelves).to.deep.equal([]);
    await sql(
      `WITH gone AS (DELETE FROM orders WHERE email = 'demo-buyer@example.com' RETURNING id)
       DELETE FROM idempotency_keys WHERE resource_id IN (SELECT id FROM gone)`,
    );
  });

  /** The minimal rows of an order for a product. */
  async function order(slug: string): Promise<void> {
    const [variant] = await variantsOf(slug);
    const [cart, id] = [newId(), newId()];
    await sql("INSERT INTO carts (id, token_hash, currency) VALUES ($1, $2, 'USD')", [cart, cart]);
    await sql(
      `INSERT INTO orders (id, cart_id, email, currency, subtotal_amount, total_amount, shipping_address, billing_address, shipping_option)
       VALUES ($1, $2, 'demo-buyer@example.com', 'USD', 100, 100, '{}', '{}', '{}')`,
      [id, cart],
    );
    await sql(
      `INSERT INTO order_items (id, order_id, product_id, variant_id, quantity, title, variant_title, unit_price_amount, line_total_amount)
       SELECT $1, $2, product_id, id, 1, 'x', 'x', 100, 100 FROM product_variants WHERE id = $3`,
      [newId(), id, variant?.id],
    );
  }
});
