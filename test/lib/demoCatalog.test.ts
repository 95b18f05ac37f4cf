import { expect } from "chai";
import { parse } from "csv-parse/sync";
import { execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readShopifyProducts } from "../../src/importers/shopify/readShopifyProducts.js";

const ROOT = resolve(__dirname, "../..");
const CSV = "seeders/demo-catalog.csv";
const MEDIA = "public/media/demo";

type Cells = Record<string, string>;

const rows: Cells[] = parse(readFileSync(join(ROOT, CSV)), { columns: true });
const pictures = readdirSync(join(ROOT, MEDIA)).sort();

/** The cells of a column that are not blank. */
const column = (header: string): string[] =>
  rows.map((row) => row[header] ?? "").filter((cell) => cell !== "");

const checkDigit = (barcode: string): number =>
  (10 - (Array.from(barcode.slice(0, 12)).reduce((sum, d, i) => sum + Number(d) * (i % 2 ? 3 : 1), 0) % 10)) %
  10;

/** Faults in an SVG's mark-up. Parses only the XML that a drawing needs: no text, comments or entities. */
function flawsOf(svg: string): string[] {
  const flaws: string[] = [];
  const open: string[] = [];
  const rest = svg.replace(
    /<(\/?)([A-Za-z]+)((?: [A-Za-z][\w-]*="[^"<&]*")*)(\/?)>/g,
    (_tag, closes: string, name: string, attributes: string, empty: string) => {
      const names = Array.from(
        attributes.matchAll(/ ([A-Za-z][\w-]*)=/g),
        ([, attribute]) => attribute ?? "",
      );
      if (new Set(names).size < names.length) flaws.push(`an attribute twice on ${name}`);
      if (closes && open.pop() !== name) flaws.push(`</${name}> closes nothing`);
      if (!closes && !empty) open.push(name);
      return "";
    },
  );
  if (open.length > 0) flaws.push(`open: ${open.join(" ")}`);
  if (rest.trim() !== "") flaws.push(`no mark-up: ${rest.trim().slice(0, 40)}`);
  if (/NaN|undefined/.test(svg)) flaws.push("a number that is none");
  const used = Array.from(svg.matchAll(/url\(#(\w+)\)/g), ([, id]) => id);
  for (const id of used) if (!svg.includes(` id="${id}"`)) flaws.push(`nothing is called ${id}`);
  return flaws;
}

describe("the demo catalogue", () => {
  it("is imported without a refused row", async () => {
    const refused: string[] = [];
    let products = 0;
    const input = createReadStream(join(ROOT, CSV));
    for await (const item of readShopifyProducts(input, { file: CSV, currency: "USD" })) {
      if (item.kind === "product") products += 1;
      else refused.push(...item.rejections.map(({ line, reason }) => `${line}: ${reason}`));
    }
    expect(refused).to.deep.equal([]);
    expect(products).to.equal(column("Title").length).and.at.least(40);
  });

  it("has categories on two levels, each with more than one product", () => {
    const paths = column("Product Category").map((path) => path.split(" > "));
    expect(paths.every((path) => path.length === 2)).to.equal(true);
    expect(new Set(paths.map(([root]) => root)).size).to.be.at.least(3);
    const leaves = Object.entries(countBy(paths.map((path) => path.join(" > "))));
    expect(leaves.length).to.be.at.least(6);
    for (const [leaf, products] of leaves) expect(products, leaf).to.be.above(1);
  });

  it("gives each product a unique handle, and each variant a unique SKU and barcode", () => {
    expect(new Set(column("Handle")).size).to.equal(column("Title").length);
    for (const header of ["Variant SKU", "Variant Barcode"])
      expect(doubles(column(header)), header).to.be.empty;
    expect(column("Variant SKU")).to.have.lengthOf(column("Variant Price").length);
  });

  it("has EAN-13 barcodes in the range for internal use, with valid check digits", () => {
    for (const barcode of column("Variant Barcode")) {
      expect(barcode).to.match(/^2\d{12}$/);
      expect(Number(barcode[12]), barcode).to.equal(checkDigit(barcode));
    }
    expect(column("Variant Barcode").length).to.be.above(column("Variant SKU").length / 2);
  });

  it("has only compare-at prices that are higher than the price", () => {
    const onSale = rows.filter((row) => row["Variant Compare At Price"]);
    expect(onSale).to.not.be.empty;
    for (const row of onSale) {
      expect(Number(row["Variant Compare At Price"])).to.be.above(Number(row["Variant Price"]));
    }
  });

  it("has every kind of stock: high, low, none, none with backorders, and not tracked", () => {
    const states = rows
      .filter((row) => row["Variant Price"])
      .map((row) => {
        if (!row["Variant Inventory Tracker"]) return "not counted";
        const quantity = Number(row["Variant Inventory Qty"]);
        if (quantity === 0) return row["Variant Inventory Policy"] === "continue" ? "sold on" : "none";
        return quantity <= 5 ? "few" : "plenty";
      });
    expect(states).to.include.members(["plenty", "few", "none", "sold on", "not counted"]);
  });

  it("has a file for every image, and an image for every file", () => {
    const named = column("Image Src");
    expect(named.map((path) => path.replace("/media/demo/", "")).sort()).to.deep.equal(pictures);
    expect(named).to.include.members(column("Variant Image"));
    expect(column("Image Alt Text")).to.have.lengthOf(named.length);
  });

  it("has small, well-formed pictures without scripts or external references", () => {
    for (const file of pictures) {
      const svg = readFileSync(join(ROOT, MEDIA, file), "utf8");
      expect(flawsOf(svg), file).to.deep.equal([]);
      expect(Buffer.byteLength(svg), file).to.be.below(6000);
      expect(svg, file).to.not.match(
        /<(?:script|style|text|image|use|foreignObject|a)\b|\son\w+=|href|javascript:/i,
      );
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""), file).to.not.match(
        /https?:|data:|url\((?!#)/,
      );
    }
  });

  it("equals the output of its generator, byte for byte", () => {
    const directory = mkdtempSync(join(tmpdir(), "demo-catalog-"));
    try {
      execFileSync(process.execPath, [join(ROOT, "scripts/drawDemoCatalog.mjs"), directory]);
      expect(readdirSync(join(directory, MEDIA)).sort()).to.deep.equal(pictures);
      for (const file of [CSV, ...pictures.map((picture) => join(MEDIA, picture))]) {
        const fresh = readFileSync(join(directory, file));
        expect(fresh.equals(readFileSync(join(ROOT, file))), `${file} is stale`).to.equal(true);
      }
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

function doubles(values: string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i);
}

function countBy(values: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
