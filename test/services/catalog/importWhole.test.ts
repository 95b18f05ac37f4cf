import { expect } from "chai";
import { sql } from "../../support/database.js";
import {
  catalogRows,
  counted,
  emptyCatalog,
  importRows,
  unexplainedStock,
} from "../../support/catalogImport.js";
import { shirt, size } from "../../lib/shopify/csv.js";

const good = [
  shirt({ "Product Category": "Apparel > Shirts", "Image Src": "/shirt.jpg", ...counted(3) }),
  size("M", counted(0)),
];

describe("importProducts, all or nothing", () => {
  beforeEach(emptyCatalog);
  afterEach(async () => expect(await unexplainedStock()).to.deep.equal([]));

  describe("strict", () => {
    it("writes nothing when any row is invalid, and reports all faults", async () => {
      await importRows([shirt({ Handle: "coat", Title: "Coat", "Variant SKU": "TAKEN" })]);
      const before = await catalogRows();
      const summary = await importRows(
        [
          shirt({ "Product Category": "New > Shelf" }),
          shirt({ Handle: "hat", Title: "", "Variant SKU": "X" }),
          shirt({ Handle: "sock", Title: "Sock", "Variant SKU": "TAKEN" }),
        ],
        { strict: true },
      );
      expect(summary).to.deep.include({
        outcome: "refused",
        products: { created: 0, updated: 0, unchanged: 0, refused: 2 },
        rows: { read: 3, refused: 2, warned: 0 },
      });
      expect(summary.refused).to.deep.equal([
        "p.csv:3 Title: the title is missing on the product's first row",
        'p.csv:4 Variant SKU: the SKU belongs to the product "coat"',
      ]);
      expect(await catalogRows()).to.equal(before);
    });

    it("refuses a variant whose SKU is on an earlier row", async () => {
      const file = [shirt({ "Variant SKU": "A" }), size("M", { "Variant SKU": "A" })];
      const summary = await importRows(file, { strict: true });
      expect(summary).to.deep.include({ outcome: "refused", rows: { read: 2, refused: 1, warned: 0 } });
      expect(summary.refused).to.deep.equal(["p.csv:3 Variant SKU: the SKU is already on line 2"]);
      expect(await sql("SELECT id FROM products")).to.deep.equal([]);
    });

    it("writes a valid file completely", async () => {
      expect(await importRows(good, { strict: true })).to.deep.include({ outcome: "imported" });
      expect((await importRows(good, { strict: true })).products.unchanged).to.equal(1);
    });

    it("rolls back everything when it is stopped half-way", async () => {
      const stop = new AbortController();
      const file = Array.from({ length: 450 }, (_, i) => shirt({ Handle: `s-${i}` }));
      let progress = 0;
      const { outcome, products } = await importRows(file, {
        strict: true,
        signal: stop.signal,
        // Five batches are checked, then written.
        onProgress: () => void (++progress === 7 && stop.abort()),
      });
      expect({ outcome, created: products.created }).to.deep.equal({ outcome: "interrupted", created: 0 });
      expect(await sql("SELECT id FROM products")).to.deep.equal([]);
    });
  });

  it("reports the changes in a dry run, and writes nothing", async () => {
    await importRows(good);
    const before = await catalogRows();
    const { outcome, products, categories } = await importRows(
      [...good, shirt({ Handle: "hat", Title: "Hat", "Product Category": "Hats" })],
      { dryRun: true },
    );
    expect(outcome).to.equal("dry run");
    expect(products).to.deep.equal({ created: 1, updated: 0, unchanged: 1, refused: 0 });
    expect(categories.created).to.equal(1);
    expect(await catalogRows()).to.equal(before);
  });

  it("keeps the batches written before it is stopped", async () => {
    const stop = new AbortController();
    const file = Array.from({ length: 450 }, (_, i) => shirt({ Handle: `s-${i}` }));
    const { outcome, products } = await importRows(file, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(outcome).to.equal("interrupted");
    expect(await sql("SELECT count(*)::int AS n FROM products")).to.deep.equal([{ n: products.created }]);
    expect(products.created).to.be.within(1, 449);
  });
});
