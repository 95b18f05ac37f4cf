import { expect } from "chai";
import { shirt, size } from "../../lib/shopify/csv.js";
import {
  catalogRows,
  emptyCatalog,
  importRows,
  unexplainedStock,
  variantsOf,
} from "../../support/catalogImport.js";

describe("importProducts and SKUs", () => {
  beforeEach(emptyCatalog);
  afterEach(async () => expect(await unexplainedStock()).to.deep.equal([]));

  it("matches by options before SKU, so that two variants can swap their SKUs", async () => {
    await importRows([shirt({ "Variant SKU": "A" }), size("M", { "Variant SKU": "B" })]);
    const before = await variantsOf("shirt");
    await importRows([shirt({ "Variant SKU": "B" }), size("M", { "Variant SKU": "A" })]);
    const after = await variantsOf("shirt");
    expect(after.map(({ sku, title }) => `${sku} ${title}`)).to.deep.equal(["B S", "A M"]);
    expect(after.map(({ id }) => id)).to.deep.equal(before.map(({ id }) => id));
  });

  it("matches a variant with new options by SKU", async () => {
    await importRows([shirt({ "Variant SKU": "A" }), size("M", { "Variant SKU": "B" })]);
    const before = await variantsOf("shirt");
    await importRows([
      shirt({ "Option1 Value": "Small", "Variant SKU": "A" }),
      size("Medium", { "Variant SKU": "B" }),
    ]);
    const after = await variantsOf("shirt");
    expect(after.map(({ sku, title }) => `${sku} ${title}`)).to.deep.equal(["A Small", "B Medium"]);
    expect(after.map(({ id }) => id)).to.deep.equal(before.map(({ id }) => id));
  });

  it("sets a new SKU on a variant matched by options", async () => {
    await importRows([shirt({ "Variant SKU": "OLD" })]);
    const [before] = await variantsOf("shirt");
    await importRows([shirt({ "Variant SKU": "NEW" })]);
    expect(await variantsOf("shirt")).to.deep.equal([{ ...before, sku: "NEW" }]);
  });

  it("refuses the SKU of a variant that has no row in the file", async () => {
    await importRows([shirt({ "Variant SKU": "A" }), size("M", { "Variant SKU": "B" })]);
    const { refused, rows } = await importRows([shirt({ "Option1 Value": "M", "Variant SKU": "A" })]);
    expect(refused).to.deep.equal(['p.csv:2 Variant SKU: the variant "S" has the SKU already']);
    expect(rows).to.deep.equal({ read: 1, refused: 1, warned: 0 });
  });

  it("refuses rows whose SKU is another product's, and keeps the rest", async () => {
    await importRows([shirt({ Handle: "coat", Title: "Coat", "Variant SKU": "TAKEN" })]);
    const { products, rows, refused, warned } = await importRows([
      shirt({ "Variant SKU": "FREE" }),
      size("M", { "Variant SKU": "TAKEN" }),
      shirt({ Handle: "hat", Title: "Hat", "Variant SKU": "TAKEN" }),
      shirt({ Handle: "belt", Title: "Belt", "Variant Price": "cheap" }),
      shirt({ Handle: "sock", Title: "Sock" }),
    ]);
    expect(products).to.deep.equal({ created: 3, updated: 0, unchanged: 0, refused: 1 });
    expect(rows).to.deep.equal({ read: 5, refused: 2, warned: 1 });
    expect(warned).to.deep.equal([
      "p.csv:4 Variant SKU: the SKU is already on line 3; the variant is imported without SKU",
    ]);
    expect(refused).to.deep.equal([
      'p.csv:3 Variant SKU: the SKU belongs to the product "coat"',
      "p.csv:5 Variant Price: is not a price; write digits and a decimal point, such as 1299.00",
    ]);
    expect((await variantsOf("shirt")).map(({ sku }) => sku)).to.deep.equal(["FREE"]);
    expect(await variantsOf("sock")).to.have.length(1);
  });

  it("imports a later variant with the same SKU without SKU; the same file again changes nothing", async () => {
    const file = [
      shirt({ "Variant SKU": "ONE" }),
      size("M", { "Variant SKU": "ONE", "Variant Price": "12.00" }),
      shirt({ Handle: "hat", Title: "Hat", "Variant SKU": "ONE" }),
    ];
    const first = await importRows(file);
    expect(first.products).to.deep.equal({ created: 2, updated: 0, unchanged: 0, refused: 0 });
    expect(first.rows).to.deep.equal({ read: 3, refused: 0, warned: 2 });
    expect((await variantsOf("shirt")).map(({ sku }) => sku)).to.deep.equal(["ONE", null]);
    expect((await variantsOf("hat")).map(({ sku }) => sku)).to.deep.equal([null]);
    const before = await catalogRows();
    const again = await importRows(file);
    expect(again.products).to.deep.equal({ created: 0, updated: 0, unchanged: 2, refused: 0 });
    expect(again.warned).to.deep.equal(first.warned);
    expect(await catalogRows()).to.equal(before);
  });

  it("moves an SKU to the variant that comes first in the file", async () => {
    await importRows([shirt({ "Variant SKU": "ONE" }), size("M", { "Variant SKU": "ONE" })]);
    const before = await variantsOf("shirt");
    const first = shirt({ "Option1 Value": "M", "Variant SKU": "ONE" });
    await importRows([first, size("S", { "Variant SKU": "ONE" })]);
    const after = await variantsOf("shirt");
    expect(after.map(({ sku, title }) => `${sku} ${title}`)).to.deep.equal(["ONE M", "null S"]);
    expect(after.map(({ id }) => id)).to.deep.equal(before.map(({ id }) => id).reverse());
  });
});
