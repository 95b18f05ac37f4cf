import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import { readShopifyProducts } from "../../../src/importers/shopify/readShopifyProducts.js";
import { read, rejectedOf, shirt, toCsv } from "./csv.js";

const ROWS = 50_000;
const options = { file: "products.csv", currency: "USD" };

/** A stream of products of two rows each that counts how much of it was read. */
function generated(rows = ROWS): { input: Readable; made: () => number } {
  let made = 0;
  function* lines() {
    yield "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price\n";
    for (; made < rows; made += 2) {
      yield `p${made},Product ${made},"<p>${"words ".repeat(40)}</p>",Size,S,A${made},1.00\np${made},,,,M,B${made},2.00\n`;
    }
  }
  return { input: Readable.from(lines()), made: () => made };
}

describe("readShopifyProducts on a stream", () => {
  it("yields the first product long before the end, and closes the stream when the caller stops", async () => {
    const { input, made } = generated();
    for await (const item of readShopifyProducts(input, options)) {
      expect(item).to.deep.include({ kind: "product", firstLine: 2, lines: [2, 3] });
      expect(made()).to.be.below(200);
      break;
    }
    expect(input.destroyed).to.be.true;
    expect(made()).to.be.below(200);
  });

  it("never reads far ahead of its consumer, and accounts for all rows", async function () {
    this.timeout(30_000);
    const { input, made } = generated();
    let [rows, bytes, furthest] = [0, 0, 0];
    for await (const item of readShopifyProducts(input, options)) {
      rows += item.lines.length;
      expect(item.bytesRead).to.be.above(bytes);
      bytes = item.bytesRead;
      furthest = Math.max(furthest, made() - rows);
    }
    expect(rows).to.equal(ROWS);
    expect(furthest).to.be.below(200);
  });

  it("buffers a bounded number of rows of one product, and refuses each further row", async () => {
    const input = Readable.from(
      (function* () {
        yield "Handle,Title,Variant Price\na,A,1\n";
        for (let i = 0; i < 6_000; i++) yield "a,,x\n";
      })(),
    );
    let [single, together] = [0, 0];
    for await (const item of readShopifyProducts(input, options)) {
      if (item.kind === "product") continue;
      if (item.lines.length === 1) single++;
      else together = item.lines.length;
    }
    expect({ single, together }).to.deep.equal({ single: 1_001, together: 4_999 });
  });

  for (const [what, most] of [
    ["variants", 2_048],
    ["images", 250],
  ] as const) {
    it(`accepts at most ${most} ${what} of a product`, async () => {
      const rows = Array.from({ length: most }, (_, i) => ({
        Handle: "a",
        Title: "A",
        "Option1 Name": "N",
        "Option1 Value": i === 0 || what === "variants" ? `${i}` : "",
        "Variant Price": i === 0 || what === "variants" ? "1" : "",
        "Image Src": what === "images" ? `/${i}` : "",
      }));
      expect(rejectedOf(await read(toCsv(rows)))).to.be.empty;
      const surplus = { ...rows[1]!, "Option1 Value": "more", "Variant Price": "1", "Image Src": "/more" };
      const [refused] = rejectedOf(await read(toCsv([...rows, surplus])));
      expect(refused?.rejections[0]?.reason).to.equal(`a product has at most ${most} ${what}`);
    });
  }

  it("rethrows the stream's error, after the products before it", async () => {
    const input = Readable.from(
      (async function* () {
        // The last row may be incomplete, and so may the product before it.
        yield toCsv([shirt(), shirt({ Handle: "coat" }), shirt({ Handle: "hat" })]);
        // A stream that fails drops its unread data; wait until it is read.
        await setImmediate();
        throw new Error("disk failure");
      })(),
    );
    const seen: string[] = [];
    const error = await (async () => {
      for await (const item of readShopifyProducts(input, options)) seen.push(item.kind);
    })().catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(Error).with.property("message", "disk failure");
    expect(seen).to.deep.equal(["product"]);
  });

  it("reads a file in one piece like a file in many pieces", async () => {
    const text = toCsv(Array.from({ length: 5_000 }, (_, i) => shirt({ Handle: `p${i}` })));
    expect(await read(text)).to.have.length(5_000);
    expect(await read(Buffer.from(text))).to.have.length(5_000);
  });
});
