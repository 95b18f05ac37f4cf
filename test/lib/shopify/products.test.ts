import { expect } from "chai";
import { type Cells, productsOf, read, reasonsOf, shirt, size, toCsv } from "./csv.js";

const only = async (rows: Cells[], options = {}) => {
  const items = await read(toCsv(rows), options);
  expect(reasonsOf(items)).to.deep.equal([]);
  const [product] = productsOf(items);
  if (!product) throw new Error("no product");
  return product;
};

describe("readShopifyProducts", () => {
  it("reads a product with every field, from an export up to 2024", async () => {
    const rows: Cells[] = [
      {
        Handle: "Wool-Cap",
        Title: " Wool Cap ",
        "Body (HTML)": '<p onclick="x()">Warm<script>x()</script> & <b>soft</b></p>',
        Vendor: "Acme",
        "Product Category": "Apparel & Accessories > Clothing Accessories > Hats",
        Type: "Caps",
        Tags: "winter, wool",
        Published: "TRUE",
        "Option1 Name": "Color",
        "Option1 Value": "Red",
        "Option2 Name": "Size",
        "Option2 Value": "S",
        "Variant SKU": "CAP-R-S",
        "Variant Grams": "226.796",
        "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": "-3",
        "Variant Inventory Policy": "continue",
        "Variant Fulfillment Service": "manual",
        "Variant Price": "19.99",
        "Variant Compare At Price": "25.00",
        "Variant Requires Shipping": "true",
        "Variant Taxable": "FALSE",
        "Variant Barcode": "0123456789012",
        "Image Src": "https://cdn.example/red.jpg",
        "Image Position": "2",
        "Image Alt Text": "A red cap",
        "Gift Card": "false",
        "SEO Title": "Caps",
        "SEO Description": "Warm caps",
        "Google Shopping / Gender": "unisex",
        "Variant Image": "https://cdn.example/red.jpg",
        "Variant Weight Unit": "lb",
        Status: "active",
      },
      {
        Handle: "wool-cap",
        "Option1 Value": "Blue",
        "Option2 Value": "S",
        "Variant Price": "19.99",
        "Variant Compare At Price": "19.99",
        "Image Src": "/images/blue.jpg",
        "Image Position": "1",
      },
      { Handle: "wool-cap", "Image Src": "https://cdn.example/detail.jpg", "Image Position": "7" },
    ];
    const items = await read(toCsv(rows));
    expect(items).to.have.length(1);
    expect(items[0]).to.deep.include({ kind: "product", firstLine: 2, lines: [2, 3, 4] });
    expect(items[0]?.bytesRead).to.equal(Buffer.byteLength(toCsv(rows)));
    expect(productsOf(items)[0]).to.deep.equal({
      handle: "wool-cap",
      title: "Wool Cap",
      descriptionHtml: "<p>Warm &amp; <b>soft</b></p>",
      vendor: "Acme",
      productCategory: ["Apparel & Accessories", "Clothing Accessories", "Hats"],
      tags: ["winter", "wool"],
      status: "active",
      seoTitle: "Caps",
      seoDescription: "Warm caps",
      options: [
        { name: "Color", values: ["Red", "Blue"] },
        { name: "Size", values: ["S"] },
      ],
      images: [
        { url: "/images/blue.jpg", alt: null, position: 1 },
        { url: "https://cdn.example/red.jpg", alt: "A red cap", position: 2 },
        { url: "https://cdn.example/detail.jpg", alt: null, position: 3 },
      ],
      variants: [
        {
          line: 2,
          sku: "CAP-R-S",
          barcode: "0123456789012",
          title: "Red / S",
          options: { Color: "Red", Size: "S" },
          priceAmount: 1999,
          compareAtAmount: 2500,
          weightGrams: 227,
          tracked: true,
          quantity: 0,
          backorder: true,
          requiresShipping: true,
          taxable: false,
          imageUrl: "https://cdn.example/red.jpg",
        },
        {
          line: 3,
          sku: null,
          barcode: null,
          title: "Blue / S",
          options: { Color: "Blue", Size: "S" },
          priceAmount: 1999,
          compareAtAmount: null,
          weightGrams: null,
          tracked: false,
          quantity: null,
          backorder: false,
          requiresShipping: false,
          taxable: false,
          imageUrl: null,
        },
      ],
    });
  });

  it("reads the headers of the newer template", async () => {
    const product = await only([
      {
        Title: "Cap",
        "URL handle": "cap",
        Description: "Warm",
        Vendor: "Acme",
        "Product category": "Hats",
        Type: "Caps",
        Tags: "wool",
        "Published on online store": "FALSE",
        SKU: "C1",
        Barcode: "42",
        "Option1 name": "Title",
        "Option1 value": "Default Title",
        "Option1 Linked To": "",
        Price: "5.00",
        "Compare-at price": "6.00",
        "Cost per item": "1",
        "Charge tax": "TRUE",
        "Inventory tracker": "shopify",
        "Inventory quantity": "7",
        "Continue selling when out of stock": "DENY",
        "Weight value (grams)": "80",
        "Weight unit for display": "g",
        "Requires shipping": "TRUE",
        "Product image URL": "https://cdn.example/a.jpg",
        "Image position": "1",
        "Image alt text": "Cap",
        "Variant image URL": "https://cdn.example/a.jpg",
        "SEO title": "T",
        "SEO description": "D",
      },
    ]);
    expect(product).to.deep.equal({
      handle: "cap",
      title: "Cap",
      descriptionHtml: "Warm",
      vendor: "Acme",
      productCategory: ["Hats"],
      tags: ["wool"],
      status: "draft",
      seoTitle: "T",
      seoDescription: "D",
      options: [],
      images: [{ url: "https://cdn.example/a.jpg", alt: "Cap", position: 1 }],
      variants: [
        {
          line: 2,
          sku: "C1",
          barcode: "42",
          title: "Default",
          options: {},
          priceAmount: 500,
          compareAtAmount: 600,
          weightGrams: 80,
          tracked: true,
          quantity: 7,
          backorder: false,
          requiresShipping: true,
          taxable: true,
          imageUrl: "https://cdn.example/a.jpg",
        },
      ],
    });
  });

  const statuses: [cells: Cells, status: string][] = [
    [{}, "active"],
    [{ Published: "" }, "active"],
    [{ Published: "false" }, "draft"],
    [{ Published: "false", Status: "active" }, "active"],
    [{ Published: "true", Status: "Draft" }, "draft"],
    [{ Status: "ARCHIVED" }, "archived"],
    [{ Status: "unlisted" }, "draft"],
    [{ Status: "", Published: "false" }, "draft"],
  ];
  for (const [cells, status] of statuses) {
    it(`reads ${JSON.stringify(cells)} as ${status}`, async () => {
      expect(await only([shirt(cells)])).to.include({ status });
    });
  }

  it("uses the type if there is no category, and null if there is neither", async () => {
    expect((await only([shirt({ Type: "Tops", "Product Category": "" })])).productCategory).to.deep.equal([
      "Tops",
    ]);
    expect((await only([shirt()])).productCategory).to.deep.equal([]);
  });

  it("requires shipping and is taxable by default, if the file lacks these columns", async () => {
    expect((await only([shirt()])).variants[0]).to.include({ requiresShipping: true, taxable: true });
  });

  it("accepts handles in any script, and reads two spellings of one handle as one product", async () => {
    const product = await only([shirt({ Handle: "ผ้าไหม_É-1" }), size("M", { Handle: "ผ้าไหม_e\u0301-1" })]);
    expect(product.handle).to.equal("ผ้าไหม_é-1");
    expect(product.variants).to.have.length(2);
  });

  it("reads an option named like a property of Object.prototype", async () => {
    const product = await only([shirt({ "Option1 Name": "__proto__", "Option1 Value": "constructor" })]);
    expect(Object.entries(product.variants[0]?.options ?? {})).to.deep.equal([["__proto__", "constructor"]]);
  });

  it("keeps a real option called Title", async () => {
    const product = await only([
      shirt({ "Option1 Name": "Title", "Option1 Value": "Default Title" }),
      size("Deluxe"),
    ]);
    expect(product.options).to.deep.equal([{ name: "Title", values: ["Default Title", "Deluxe"] }]);
    expect(product.variants.map(({ title }) => title)).to.deep.equal(["Default Title", "Deluxe"]);
  });

  it("imports an image once although every row repeats it", async () => {
    const image = { "Image Src": "/a.jpg" };
    expect(
      (await only([shirt(image), size("M", image), size("L", { "Image Src": "/b.jpg" })])).images,
    ).to.deep.equal([
      { url: "/a.jpg", alt: null, position: 1 },
      { url: "/b.jpg", alt: null, position: 2 },
    ]);
  });

  it("ignores option names repeated on further rows, filled-down columns and blank rows", async () => {
    const product = await only([
      shirt({ "Variant Inventory Policy": "deny" }),
      size("M", { "Option1 Name": "size" }),
      {},
      { Handle: "shirt", "Image Src": "/a.jpg", "Variant Inventory Policy": "deny" },
    ]);
    expect(product.variants).to.have.length(2);
    expect(product.images).to.have.length(1);
  });
});
