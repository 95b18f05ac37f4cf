import { expect } from "chai";
import { type Cells, productsOf, read, reasonsOf, rejectedOf, shirt, size, toCsv } from "./csv.js";

describe("a refused row", () => {
  const cases: [what: string, cells: Cells, reason: string][] = [
    ["repeats an option combination", size("S"), "4 -: the same options as the variant on line 2"],
    [
      "renames an option",
      size("L", { "Option1 Name": "Length" }),
      '4 Option1 Name: this option is named "Size" on the product\'s first row',
    ],
    [
      "names a new option",
      size("L", { "Option2 Value": "Red" }),
      "4 Option2 Value: an option value without an option name on the product's first row",
    ],
    ["has no content", { Handle: "shirt" }, "4 -: the row has neither a variant nor an image"],
    [
      "has only an invalid image",
      { Handle: "shirt", "Image Src": "x" },
      "4 Image Src: is not an http or https address, nor a path that begins with one /",
    ],
    [
      "has a variant without a price",
      { Handle: "shirt", "Variant SKU": "L" },
      "4 Option1 Value: the value of",
    ],
  ];
  for (const [what, cells, reason] of cases) {
    it(`that ${what} is refused alone`, async () => {
      const rows = [shirt({ "Variant SKU": "A1", "Image Src": "/a" }), size("M"), cells, size("XL")];
      const items = await read(
        toCsv(rows.map((row) => ({ ...row, "Option2 Value": row["Option2 Value"] ?? "" }))),
      );
      expect(productsOf(items)[0]?.variants.map(({ title }) => title)).to.deep.equal(["S", "M", "XL"]);
      expect(items[0]).to.deep.include({ lines: [2, 3, 5] });
      expect(items[1]).to.deep.include({ kind: "rejected", scope: "row", handle: "shirt", lines: [4] });
      expect(reasonsOf(items)[0]).to.include(reason);
    });
  }

  it("reserves no SKU and no option combination", async () => {
    const items = await read(
      toCsv([
        shirt(),
        size("M", { "Variant SKU": "A1", "Variant Price": "x" }),
        size("M", { "Variant SKU": "A1" }),
        shirt({ Handle: "bad", "Variant SKU": "B1", Title: "" }),
        shirt({ Handle: "coat", "Variant SKU": "B1" }),
        shirt({ Handle: "hat", "Variant SKU": "A1" }),
      ]),
      { strict: true },
    );
    expect(productsOf(items).map(({ handle }) => handle)).to.deep.equal(["shirt", "coat"]);
    expect(reasonsOf(items).at(-1)).to.equal("7 Variant SKU: the SKU is already on line 4");
  });

  it("of an earlier product is refused with both line numbers, and does not split a product", async () => {
    const items = await read(
      toCsv([shirt(), shirt({ Handle: "coat" }), size("M"), size("M", { Handle: "coat" }), size("L")]),
    );
    const reason = "Handle: the product began on line 2; all rows of a product must be adjacent";
    expect(reasonsOf(items)).to.deep.equal([`4 ${reason}`, `6 ${reason}`]);
    expect(productsOf(items).map(({ handle, variants }) => [handle, variants.length])).to.deep.equal([
      ["shirt", 1],
      ["coat", 2],
    ]);
  });

  it("without a handle is refused alone, and does not split a product", async () => {
    const items = await read(toCsv([shirt(), size("M", { Handle: "" }), size("L")]));
    expect(reasonsOf(items)).to.deep.equal(["3 Handle: the handle is missing"]);
    expect(rejectedOf(items)[0]).to.deep.include({ scope: "row", handle: null, lines: [3] });
    expect(productsOf(items)[0]?.variants).to.have.length(2);
  });
});

describe("an SKU of an earlier row", () => {
  const file = toCsv([
    shirt({ "Variant SKU": "A1" }),
    size("M", { "Variant SKU": "A1" }),
    shirt({ Handle: "hat", "Variant SKU": "A1", "Variant Price": "x" }),
    shirt({ Handle: "coat", "Variant SKU": "A1" }),
  ]);

  it("is omitted, with a warning that names both lines", async () => {
    const items = await read(file);
    expect(productsOf(items).map(({ variants }) => variants.map(({ sku }) => sku))).to.deep.equal([
      ["A1", null],
      [null],
    ]);
    const warnings = items.flatMap((item) => (item.kind === "product" ? item.warnings : []));
    expect(warnings.map(({ line, column, value, reason }) => [line, column, value, reason])).to.deep.equal(
      [3, 5].map((line) => [
        line,
        "Variant SKU",
        "A1",
        "the SKU is already on line 2; the variant is imported without SKU",
      ]),
    );
  });

  it("is refused by a strict reader", async () => {
    const reasons = reasonsOf(await read(file, { strict: true }));
    expect(reasons.filter((reason) => reason.includes("Variant SKU"))).to.deep.equal([
      "3 Variant SKU: the SKU is already on line 2",
      "4 Variant SKU: the SKU is already on line 2",
      "5 Variant SKU: the SKU is already on line 2",
    ]);
  });
});

describe("a refused product", () => {
  it("has an invalid first row, and the error lists the causes of each row", async () => {
    const items = await read(
      toCsv([
        shirt({ "Variant Price": "x" }),
        size("M"),
        size("L", { "Variant Price": "y" }),
        shirt({ Handle: "hat" }),
      ]),
    );
    expect(rejectedOf(items)).to.have.length(1);
    expect(rejectedOf(items)[0]).to.deep.include({ scope: "product", handle: "shirt", lines: [2, 3, 4] });
    expect(reasonsOf(items).map((reason) => reason.slice(0, 15))).to.deep.equal([
      "2 Variant Price",
      "4 Variant Price",
    ]);
    expect(productsOf(items).map(({ handle }) => handle)).to.deep.equal(["hat"]);
  });

  it("has no variant", async () => {
    const items = await read(
      toCsv([
        { Handle: "a", Title: "A", "Image Src": "/a" },
        { Handle: "a", "Image Src": "/b" },
      ]),
    );
    expect(reasonsOf(items)).to.deep.equal(["2 -: the product has no variant"]);
    expect(rejectedOf(items)[0]).to.deep.include({ scope: "product", handle: "a", lines: [2, 3] });
  });

  it("has no valid variant", async () => {
    const items = await read(
      toCsv([
        { Handle: "a", Title: "A", "Image Src": "/a" },
        { Handle: "a", "Variant Price": "x" },
      ]),
    );
    expect(productsOf(items)).to.be.empty;
    expect(reasonsOf(items)).to.deep.equal([
      "3 Variant Price: is not a price; write digits and a decimal point, such as 1299.00",
    ]);
  });

  it("reports no option errors for further rows when the first row is unreadable", async () => {
    const items = await read(
      "Handle,Title,Option1 Name,Option1 Value,Variant Price\na,A,Size,S\na,,,M,1.00\n",
    );
    expect(reasonsOf(items)).to.deep.equal(["2 -: too few cells: 4 under 5 headers"]);
    expect(rejectedOf(items)[0]).to.deep.include({ scope: "product", handle: "a", lines: [2, 3] });
  });
});
