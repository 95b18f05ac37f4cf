import { expect } from "chai";
import { parseImageUrl, parsePrice, parseTags } from "../../../src/importers/shopify/cells.js";
import { type Cells, productsOf, read, reasonsOf, shirt, toCsv } from "./csv.js";

describe("a Shopify price", () => {
  const good: [cell: string, currency: string, amount: number][] = [
    ["10", "USD", 1000],
    ["10.5", "USD", 1050],
    ["0.07", "USD", 7],
    ["0", "USD", 0],
    ["007.10", "USD", 710],
    // 1.15 * 100 and 8.2 * 100 are not whole in floats.
    ["1.15", "USD", 115],
    ["8.20", "EUR", 820],
    ["19.9900", "USD", 1999],
    ["1,299.00", "USD", 129900],
    ["1,234,567", "USD", 123456700],
    ["21474836.47", "USD", 2147483647],
    ["500", "JPY", 500],
    ["500.00", "JPY", 500],
    ["1.5", "KWD", 1500],
    ["1.999", "KWD", 1999],
  ];
  for (const [cell, currency, amount] of good) {
    it(`reads ${cell} ${currency} as ${amount}`, () => expect(parsePrice(cell, currency)).to.equal(amount));
  }

  const bad: [cell: string, currency: string, reason: RegExp][] = [
    ["abc", "USD", /not a price/],
    ["-5", "USD", /negative/],
    ["-0", "USD", /negative/],
    ["1e3", "USD", /not a price/],
    ["$5", "USD", /not a price/],
    ["5.", "USD", /not a price/],
    [".5", "USD", /not a price/],
    ["+5", "USD", /not a price/],
    ["0x10", "USD", /not a price/],
    ["Infinity", "USD", /not a price/],
    ["NaN", "USD", /not a price/],
    ["1 299.00", "USD", /not a price/],
    ["٥", "USD", /not a price/],
    ["1.2.3", "USD", /not a price/],
    ["1.999", "USD", /more decimals than USD has \(2\)/],
    ["1.000", "USD", /more decimals than USD/],
    ["1.000", "JPY", /more decimals than JPY has \(0\)/],
    ["5.5", "JPY", /more decimals than JPY/],
    ["1.9999", "KWD", /more decimals than KWD has \(3\)/],
    ["1,299", "USD", /a comma can mean thousands or decimals/],
    ["12,50", "EUR", /a comma/],
    ["1.299,00", "EUR", /a comma/],
    ["12,34.00", "USD", /a comma/],
    ["21474836.48", "USD", /more than the shop can charge/],
    ["9".repeat(400), "USD", /more than the shop can charge/],
  ];
  for (const [cell, currency, reason] of bad) {
    it(`refuses ${cell.slice(0, 20)} ${currency}`, () =>
      expect(() => parsePrice(cell, currency)).to.throw(reason));
  }
});

describe("a Shopify image address", () => {
  for (const url of ["https://cdn.example/a.jpg?v=1", "http://x.example/ü.png", "/images/a.jpg"]) {
    it(`accepts ${url}`, () => expect(parseImageUrl(url)).to.equal(url));
  }
  const bad = [
    "javascript:alert(1)",
    "data:image/png;base64,AA",
    "//evil.example/a",
    "/\\evil.example/a",
    "a.jpg",
  ];
  bad.push(
    "ftp://x/a",
    "https://",
    "https://x/a b.jpg",
    "https:\\\\x",
    "/a\tb",
    `https://x/${"a".repeat(2048)}`,
  );
  for (const url of bad) {
    it(`refuses ${url.slice(0, 40)}`, () => expect(() => parseImageUrl(url)).to.throw(/http|longer/));
  }
});

describe("Shopify tags", () => {
  it("are trimmed, and deduplicated case-insensitively", () => {
    expect(parseTags(" sale , ,Summer,SALE,")).to.deep.equal(["sale", "Summer"]);
  });
  it("are at most 250", () => {
    expect(() => parseTags(Array.from({ length: 251 }, (_, i) => `t${i}`).join(","))).to.throw(
      /more than 250 tags/,
    );
  });
});

describe("an invalid cell", () => {
  const long = "x".repeat(256);
  const cases: [cells: Cells, reason: string][] = [
    [
      { "Variant Price": "abc" },
      "2 Variant Price: is not a price; write digits and a decimal point, such as 1299.00",
    ],
    [{ "Variant Price": "" }, "2 Variant Price: the price is missing"],
    [{ "Variant Compare At Price": "-1" }, "2 Variant Compare At Price: a price cannot be negative"],
    [{ "Variant Inventory Qty": "NaN" }, "2 Variant Inventory Qty: is not a whole number"],
    [{ "Variant Inventory Qty": "1.5" }, "2 Variant Inventory Qty: is not a whole number"],
    [{ "Variant Inventory Qty": "3000000000" }, "2 Variant Inventory Qty: is more than 2147483647"],
    [{ "Variant Inventory Policy": "maybe" }, "2 Variant Inventory Policy: is neither deny nor continue"],
    [{ "Variant Grams": "-1" }, "2 Variant Grams: is not a weight in grams"],
    [{ "Variant Grams": "1e9" }, "2 Variant Grams: is not a weight in grams"],
    [{ "Variant Taxable": "1" }, "2 Variant Taxable: is neither TRUE nor FALSE"],
    [{ "Variant Requires Shipping": "si" }, "2 Variant Requires Shipping: is neither TRUE nor FALSE"],
    [{ "Variant SKU": long }, "2 Variant SKU: longer than 255 characters"],
    [{ "Variant Barcode": long }, "2 Variant Barcode: longer than 255 characters"],
    [{ "Option1 Value": long }, "2 Option1 Value: longer than 255 characters"],
    [{ Title: long }, "2 Title: longer than 255 characters"],
    [{ Title: "" }, "2 Title: the title is missing on the product's first row"],
    [{ Vendor: long }, "2 Vendor: longer than 255 characters"],
    [{ Tags: `a,${long}` }, "2 Tags: a tag is longer than 255 characters"],
    [{ "Product Category": `A > ${long}` }, "2 Product Category: a category is longer than 255 characters"],
    [{ "Body (HTML)": "é".repeat(32_769) }, "2 Body (HTML): longer than 64 KiB"],
    [{ "SEO Title": long }, "2 SEO Title: longer than 255 characters"],
    [{ "SEO Description": "x".repeat(5001) }, "2 SEO Description: longer than 5000 characters"],
    [{ Status: "gone" }, "2 Status: is not active, draft or archived"],
    [{ Published: "perhaps" }, "2 Published: is neither TRUE nor FALSE"],
    [
      { "Image Src": "javascript:x" },
      "2 Image Src: is not an http or https address, nor a path that begins with one /",
    ],
    [{ "Image Src": "/a", "Image Position": "0" }, "2 Image Position: is not a position (1, 2, 3 …)"],
    [
      { "Image Src": "/a", "Image Alt Text": "x".repeat(513) },
      "2 Image Alt Text: longer than 512 characters",
    ],
    [
      { "Variant Image": "data:x" },
      "2 Variant Image: is not an http or https address, nor a path that begins with one /",
    ],
    [{ Handle: "" }, "2 Handle: the handle is missing"],
    [{ Handle: "a b" }, "2 Handle: a handle may only contain letters, digits, dashes and underscores"],
    [{ Handle: "a/../b" }, "2 Handle: a handle may only contain letters, digits, dashes and underscores"],
    [{ Handle: long }, "2 Handle: longer than 255 characters"],
    [
      { "Option2 Name": "size", "Option2 Value": "S" },
      "2 Option2 Name: the product has two options with this name",
    ],
    [{ "Option4 Name": "Fit" }, "2 Option4 Name: a product has at most 3 options"],
    [{ "Option1 Value": "" }, '2 Option1 Value: the value of the option "Size" is missing'],
    [
      { "Option2 Value": "Red" },
      "2 Option2 Value: an option value without an option name on the product's first row",
    ],
  ];
  for (const [cells, reason] of cases) {
    it(`is refused: ${reason}`, async () => {
      const items = await read(toCsv([shirt(cells)]));
      expect(productsOf(items)).to.be.empty;
      expect(reasonsOf(items)).to.deep.equal([reason]);
    });
  }

  it("is quoted shortened, without control characters", async () => {
    const [item] = await read(toCsv([shirt({ "Variant Price": `a\nb${"😀".repeat(100)}` })]));
    const [cause] = item?.kind === "rejected" ? item.rejections : [];
    expect(cause?.value).to.equal(`a b${"😀".repeat(76)}…`);
    expect(cause?.file).to.equal("products.csv");
  });

  it("does not hide other invalid cells of its row", async () => {
    const items = await read(toCsv([shirt({ "Variant Price": "x", "Variant Grams": "y", Status: "z" })]));
    expect(reasonsOf(items).map((reason) => reason.split(":")[0])).to.deep.equal([
      "2 Status",
      "2 Variant Price",
      "2 Variant Grams",
    ]);
  });
});
