import { expect } from "chai";
import fc from "fast-check";
import { sanitizeHtml } from "../../../src/lib/text/html.js";
import type { ImportedProduct } from "../../../src/importers/shopify/importedProduct.js";
import { type Cells, productsOf, read, reasonsOf, toCsv } from "./csv.js";

/** Any text that a cell may contain, often with the characters that CSV treats specially. */
const text = (max: number) =>
  fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('"', ",", ";", "\t", "\n", "\r", "'", "<", "=", " "),
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
      ),
      maxLength: max,
    })
    .map((value) => value.replaceAll("\0", "").trim());
const filled = (max: number) => text(max).filter((value) => value !== "");
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const url = fc.webUrl({ validSchemes: ["http", "https"] }).filter((value) => value.length < 500);

const variant = fc.record({
  sku: orNull(filled(20)),
  barcode: orNull(filled(20)),
  priceAmount: fc.nat(1_000_000),
  above: orNull(fc.integer({ min: 1, max: 1_000_000 })),
  weightGrams: orNull(fc.nat(100_000)),
  tracked: fc.boolean(),
  quantity: orNull(fc.nat(10_000)),
  backorder: fc.boolean(),
  requiresShipping: fc.boolean(),
  taxable: fc.boolean(),
  imageUrl: orNull(url),
});

const names = fc
  .uniqueArray(filled(10), { maxLength: 3, selector: (name) => name.toLowerCase() })
  .filter((list) => !list.includes("Title"));

const product = names.chain((optionNames) =>
  fc.record({
    title: filled(40),
    description: text(200),
    vendor: orNull(filled(20)),
    productCategory: fc.array(
      filled(15).filter((name) => !name.includes(">")),
      { maxLength: 3 },
    ),
    tags: fc.uniqueArray(
      filled(15).filter((tag) => !tag.includes(",")),
      { selector: (tag) => tag.toLowerCase() },
    ),
    status: fc.constantFrom("active" as const, "draft" as const, "archived" as const),
    seoTitle: orNull(filled(20)),
    seoDescription: orNull(filled(20)),
    optionNames: fc.constant(optionNames),
    images: fc.uniqueArray(fc.record({ url, alt: orNull(filled(20)) }), {
      maxLength: 4,
      selector: (image) => image.url,
    }),
    variants: fc.uniqueArray(
      fc
        .tuple(variant, fc.tuple(...optionNames.map(() => filled(10))))
        .map(([rest, values]) => ({ ...rest, values })),
      { minLength: 1, maxLength: 4, selector: ({ values }) => JSON.stringify(values) },
    ),
  }),
);

const flag = (value: boolean): string => (value ? "TRUE" : "false");
const decimal = (amount: number): string =>
  `${Math.floor(amount / 100)}.${`${amount % 100}`.padStart(2, "0")}`;

type Made = typeof product extends fc.Arbitrary<infer T> ? T : never;

function toRows(made: Made, handle: string, unique: (sku: string) => string): Cells[] {
  return Array.from({ length: Math.max(made.variants.length, made.images.length) }, (_, i) => {
    const variant = made.variants[i];
    const image = made.images[i];
    const options = made.optionNames.flatMap((name, slot) => [
      [`Option${slot + 1} Name`, i === 0 ? name : ""],
      [`Option${slot + 1} Value`, variant?.values[slot] ?? ""],
    ]);
    return {
      Handle: handle,
      ...(i === 0 && {
        Title: made.title,
        "Body (HTML)": made.description,
        Vendor: made.vendor ?? "",
        "Product Category": made.productCategory.join(" > "),
        Tags: made.tags.join(", "),
        "SEO Title": made.seoTitle ?? "",
        "SEO Description": made.seoDescription ?? "",
        Status: made.status,
      }),
      ...(Object.fromEntries(options) as Cells),
      ...(variant && {
        "Variant SKU": variant.sku === null ? "" : unique(variant.sku),
        "Variant Barcode": variant.barcode ?? "",
        "Variant Price": decimal(variant.priceAmount),
        "Variant Compare At Price":
          variant.above === null ? "" : decimal(variant.priceAmount + variant.above),
        "Variant Grams": variant.weightGrams === null ? "" : `${variant.weightGrams}`,
        "Variant Inventory Tracker": variant.tracked ? "shopify" : "",
        "Variant Inventory Qty": variant.quantity === null ? "" : `${variant.quantity}`,
        "Variant Inventory Policy": variant.backorder ? "continue" : "deny",
        "Variant Requires Shipping": flag(variant.requiresShipping),
        "Variant Taxable": flag(variant.taxable),
        "Variant Image": variant.imageUrl ?? "",
      }),
      ...(image && {
        "Image Src": image.url,
        "Image Position": `${i + 1}`,
        "Image Alt Text": image.alt ?? "",
      }),
    };
  });
}

/** The expected result of the reader, without line numbers, which other tests check. */
function expected(made: Made, handle: string, unique: (sku: string) => string): unknown {
  const { description, optionNames, variants, images, ...rest } = made;
  return {
    ...rest,
    handle,
    descriptionHtml: sanitizeHtml(description),
    options: optionNames.map((name, i) => ({
      name,
      values: [...new Set(variants.map(({ values }) => values[i]))],
    })),
    images: images.map((image, i) => ({ ...image, position: i + 1 })),
    variants: variants.map(({ above, values, sku, ...variant }) => ({
      ...variant,
      sku: sku === null ? null : unique(sku),
      title: values.join(" / ") || "Default",
      options: Object.fromEntries(optionNames.map((name, i) => [name, values[i]])),
      compareAtAmount: above === null ? null : variant.priceAmount + above,
    })),
  };
}

const withoutLines = (product: ImportedProduct): unknown => ({
  ...product,
  variants: product.variants.map(({ line: _line, ...variant }) => variant),
});

describe("a Shopify export of any valid products", () => {
  it("is read back as written, with any quoting and any line ends", async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(product, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n", "\r"),
        async (made, delimiter, newline) => {
          let skus = 0;
          const numbered = (start: number) => ((skus = start), (sku: string) => `${sku}-${skus++}`);
          const inRows = numbered(0);
          const rows = made.flatMap((one, i) => toRows(one, `product-${i}`, inRows));
          const items = await read(toCsv(rows, { delimiter, newline }));
          expect(reasonsOf(items)).to.deep.equal([]);
          const inProducts = numbered(0);
          expect(productsOf(items).map(withoutLines)).to.deep.equal(
            made.map((one, i) => expected(one, `product-${i}`, inProducts)),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("never makes the reader throw, whatever the bytes, and each row is reported once", async function () {
    this.timeout(30_000);
    const piece = fc.constantFrom("a", "b", ",", '"', '""', "\n", "\r", "\r\n", "1.00", "é", "\0", "");
    const tail = fc.array(
      fc.oneof(
        piece.map((part) => Buffer.from(part)),
        fc.uint8Array({ maxLength: 3 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(tail, async (parts) => {
        const bytes = Buffer.concat([Buffer.from("Handle,Title,Variant Price\na,A,1\n"), ...parts]);
        const items = await read(bytes);
        const lines = items.flatMap((item) => item.lines);
        expect(new Set(lines).size).to.equal(lines.length);
        for (const item of items) {
          if (item.kind === "rejected") expect(item.rejections).to.not.be.empty;
        }
        // At least one row: the valid one, unless the random bytes run into it.
        expect(lines).to.include(2);
      }),
      { numRuns: 500 },
    );
  });
});
