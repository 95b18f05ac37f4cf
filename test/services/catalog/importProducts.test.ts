import { expect } from "chai";
import { newId } from "../../../src/lib/ids.js";
import { sql } from "../../support/database.js";
import {
  catalogRows,
  counted,
  emptyCatalog,
  importRows,
  productOf,
  unexplainedStock,
  variantsOf,
} from "../../support/catalogImport.js";
import { shirt, size } from "../../lib/shopify/csv.js";
import { holdStock } from "../../support/factories/inventory/stock.js";

const rich = [
  shirt({
    "Body (HTML)": '<p onclick="x()">Soft <script>alert(1)</script>cotton</p>',
    Vendor: "Loom",
    Tags: "summer, sale",
    "Product Category": "Apparel > Shirts",
    Published: "true",
    "Variant SKU": "SHIRT-S",
    "Variant Barcode": "123",
    "Variant Compare At Price": "12.50",
    "Image Src": "https://example.com/a.jpg",
    "Variant Image": "https://example.com/s.jpg",
    ...counted(3, { "Variant Inventory Policy": "deny" }),
  }),
  size("M", { "Variant SKU": "SHIRT-M", "Image Src": "https://example.com/b.jpg", ...counted(0) }),
  size("L", {
    "Variant SKU": "SHIRT-L",
    "Variant Inventory Qty": "5",
    "Variant Inventory Policy": "continue",
  }),
];

describe("importProducts", () => {
  beforeEach(emptyCatalog);
  afterEach(async () => expect(await unexplainedStock()).to.deep.equal([]));

  it("creates products with variants, images, categories, tags and stock", async () => {
    const summary = await importRows(rich);
    expect(summary).to.deep.include({
      outcome: "imported",
      products: { created: 1, updated: 0, unchanged: 0, refused: 0 },
      variants: { created: 3, updated: 0, unchanged: 0, retired: 0 },
      categories: { created: 2 },
      rows: { read: 3, refused: 0, warned: 0 },
      refused: [],
    });
    expect(await productOf("shirt")).to.deep.include({
      title: "Shirt",
      description: "<p>Soft cotton</p>",
      brand: "Loom",
      status: "active",
      options: [{ name: "Size", values: ["S", "M", "L"] }],
      tags: ["summer", "sale"],
      price: 1000,
      images: ["https://example.com/a.jpg", "https://example.com/b.jpg", "https://example.com/s.jpg"],
      categories: ["shirts"],
    });
    const [small, medium, large] = await variantsOf("shirt");
    expect(small).to.deep.include({
      sku: "SHIRT-S",
      title: "S",
      price: 1000,
      compareAt: 1250,
      barcode: "123",
      image: "https://example.com/s.jpg",
      onHand: 3,
      tracked: true,
      backorder: false,
      deltas: [3],
    });
    expect(medium).to.deep.include({ onHand: 0, tracked: true, deltas: [] });
    expect(large).to.deep.include({ onHand: 5, tracked: false, backorder: true, deltas: [5] });
  });

  it("changes nothing the second time: no version, no movement, no timestamp", async () => {
    await importRows(rich);
    const before = await catalogRows();
    const again = await importRows(rich);
    expect(again.products).to.deep.equal({ created: 0, updated: 0, unchanged: 1, refused: 0 });
    expect(again.variants).to.deep.equal({ created: 0, updated: 0, unchanged: 3, retired: 0 });
    expect(await catalogRows()).to.equal(before);
  });

  it("updates changed rows, and keeps all ids", async () => {
    await importRows([...rich, ...[shirt({ Handle: "cap", Title: "Cap", "Option1 Value": "One" })]]);
    const before = { shirt: await variantsOf("shirt"), cap: await productOf("cap") };
    const changed = rich.map((row) => ({ ...row }));
    Object.assign(changed[0] ?? {}, { Title: "Finer shirt", Tags: "summer", "Product Category": "Apparel" });
    Object.assign(changed[1] ?? {}, {
      "Variant Price": "11.00",
      "Variant Inventory Qty": "7",
      "Image Src": "",
    });
    const summary = await importRows([
      ...changed,
      shirt({ Handle: "cap", Title: "Cap", "Option1 Value": "One" }),
    ]);
    expect(summary.products).to.deep.equal({ created: 0, updated: 1, unchanged: 1, refused: 0 });
    expect(summary.variants).to.deep.equal({ created: 0, updated: 1, unchanged: 3, retired: 0 });
    expect(summary.images).to.deep.equal({ created: 0, updated: 1, removed: 1 });
    expect(await productOf("shirt")).to.deep.include({
      title: "Finer shirt",
      tags: ["summer"],
      categories: ["apparel"],
      images: ["https://example.com/a.jpg", "https://example.com/s.jpg"],
    });
    const after = await variantsOf("shirt");
    expect(after.map(({ id }) => id)).to.deep.equal(before.shirt.map(({ id }) => id));
    expect(after[1]).to.deep.include({ price: 1100, onHand: 7, deltas: [7] });
    expect((await productOf("cap")).version).to.equal(before.cap.version);
  });

  it("keeps fields without a column in the file", async () => {
    await importRows(rich);
    const before = await productOf("shirt");
    const prices = rich.map((row) => ({
      Handle: "shirt",
      Title: "Shirt",
      "Option1 Name": "Size",
      "Option1 Value": row["Option1 Value"] ?? "",
      "Variant Price": "9.00",
    }));
    expect((await importRows(prices)).variants.updated).to.equal(3);
    expect(await productOf("shirt")).to.deep.equal({ ...before, price: 900, version: before.version + 1 });
    expect((await variantsOf("shirt"))[0]).to.deep.include({
      sku: "SHIRT-S",
      compareAt: 1250,
      image: "https://example.com/s.jpg",
      onHand: 3,
      deltas: [3],
    });
  });

  it("counts stock when quantities come without a tracker column", async () => {
    await importRows([shirt({ "Variant Inventory Qty": "4" })]);
    expect((await variantsOf("shirt"))[0]).to.include({ tracked: true, onHand: 4 });
  });

  it("keeps variants that are not in the file at their positions", async () => {
    await importRows(rich);
    const { variants } = await importRows([
      shirt({ "Option1 Value": "M", "Variant Price": "8.00" }),
      size("XL"),
    ]);
    expect(variants).to.deep.equal({ created: 1, updated: 1, unchanged: 0, retired: 0 });
    expect((await variantsOf("shirt")).map(({ title }) => title)).to.deep.equal(["S", "M", "L", "XL"]);
    expect((await productOf("shirt")).options[0]?.values).to.have.members(["S", "M", "L", "XL"]);
  });

  it("retires variants that lack an option the product now has", async () => {
    await importRows([shirt({ "Option1 Name": "Title", "Option1 Value": "Default Title" })]);
    const { variants } = await importRows([shirt(), size("M")]);
    expect(variants).to.deep.equal({ created: 2, updated: 0, unchanged: 0, retired: 1 });
    expect((await variantsOf("shirt")).map(({ title }) => title)).to.deep.equal(["S", "M"]);
  });

  it("refuses only the product that the database refuses, and names the constraint", async () => {
    await sql("ALTER TABLE products ADD CONSTRAINT products_no_odd_title_check CHECK (title <> 'Odd')");
    try {
      const { products, refused } = await importRows([
        shirt(),
        shirt({ Handle: "odd", Title: "Odd", "Product Category": "Odd things" }),
        shirt({ Handle: "hat", Title: "Hat", "Product Category": "Hats" }),
      ]);
      expect(products).to.deep.equal({ created: 2, updated: 0, unchanged: 0, refused: 1 });
      expect(refused).to.have.length(1);
      expect(refused[0]).to.match(/^p\.csv:3 -: .*products_no_odd_title_check/);
      expect(await sql("SELECT slug FROM categories")).to.deep.equal([{ slug: "hats" }]);
    } finally {
      await sql("ALTER TABLE products DROP CONSTRAINT products_no_odd_title_check");
    }
  });

  it("refuses a handle that is a UUID", async () => {
    const handle = newId();
    const { refused } = await importRows([shirt({ Handle: handle })]);
    expect(refused).to.deep.equal(["p.csv:2 Handle: a handle must not be a UUID"]);
  });

  describe("stock of existing variants", () => {
    it("changes by the difference, up and down", async () => {
      for (const quantity of [10, 4, 4, 9]) await importRows([shirt(counted(quantity))]);
      expect((await variantsOf("shirt"))[0]).to.deep.include({ onHand: 9, deltas: [10, -6, 5] });
    });

    it("stays when the file has no quantity", async () => {
      await importRows([shirt(counted(10))]);
      await importRows([shirt({ ...counted(0), "Variant Inventory Qty": "", "Variant Price": "11.00" })]);
      expect((await variantsOf("shirt"))[0]).to.deep.include({ onHand: 10, price: 1100, deltas: [10] });
    });

    it("never falls below the reserved stock: the whole row is refused, including its price", async () => {
      await importRows([shirt(counted(10)), size("M", counted(1))]);
      const [small] = await variantsOf("shirt");
      await holdStock(small?.id ?? "", 4);
      const { refused, rows } = await importRows([
        shirt({ ...counted(3), "Variant Price": "99.00" }),
        size("M", counted(2)),
      ]);
      expect(refused).to.deep.equal(["p.csv:2 Variant Inventory Qty: 4 pieces are reserved for orders"]);
      expect(rows).to.deep.equal({ read: 2, refused: 1, warned: 0 });
      const after = await variantsOf("shirt");
      expect(after[0]).to.deep.include({ onHand: 10, price: 1000 });
      expect(after[1]).to.deep.include({ onHand: 2 });
      expect((await importRows([shirt(counted(4))])).refused).to.deep.equal([]);
    });
  });

  describe("categories", () => {
    const inCategory = (handle: string, path: string) =>
      shirt({ Handle: handle, Title: handle, "Product Category": path });

    it("form a tree, matched by name under the same parent", async () => {
      await importRows([
        inCategory("a", "Workshop > Hand Tools"),
        inCategory("b", "Workshop > hand tools > Saws"),
        inCategory("c", "Garden > Hand Tools"),
      ]);
      const tree = () =>
        sql(`SELECT c.slug, c.name, p.slug AS parent FROM categories c LEFT JOIN categories p ON p.id = c.parent_id
             ORDER BY c.created_at, c.id`);
      const expected = [
        { slug: "workshop", name: "Workshop", parent: null },
        { slug: "hand-tools", name: "Hand Tools", parent: "workshop" },
        { slug: "saws", name: "Saws", parent: "hand-tools" },
        { slug: "garden", name: "Garden", parent: null },
        { slug: "hand-tools-2", name: "Hand Tools", parent: "garden" },
      ];
      expect(await tree()).to.deep.equal(expected);
      expect((await importRows([inCategory("d", "Workshop > Hand Tools")])).categories.created).to.equal(0);
      expect((await productOf("d")).categories).to.deep.equal(["hand-tools"]);
      expect(await tree()).to.deep.equal(expected);
    });

    it("are created once by two concurrent imports", async () => {
      const some = (prefix: string) =>
        Array.from({ length: 30 }, (_, i) => inCategory(`${prefix}${i}`, `Root > Branch ${i}`));
      const both = await Promise.all([importRows(some("x")), importRows(some("y"))]);
      expect(both.map(({ products }) => products.created)).to.deep.equal([30, 30]);
      expect(await sql("SELECT name FROM categories GROUP BY name HAVING count(*) > 1")).to.deep.equal([]);
    });
  });

  it("creates each product once when the same file is imported twice concurrently", async () => {
    const file = Array.from({ length: 150 }, (_, i) => shirt({ Handle: `twin-${i}`, ...counted(2) }));
    const both = await Promise.all([importRows(file), importRows(file)]);
    expect(both.map(({ products }) => products.refused)).to.deep.equal([0, 0]);
    expect(both.reduce((sum, { products }) => sum + products.created, 0)).to.equal(150);
  });
});
