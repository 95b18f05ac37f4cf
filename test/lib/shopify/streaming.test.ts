import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import { readShopifyProducts } from "../../../src/importers/shopify/readShopifyProducts.js";
import { read, rejectedOf, shirt, toCsv } from "./csv.js";

const ROWS = 50_000;
const options = { file: "products.csv", currency: "USD" };

/** A stream of products of two rows each that knows how much of it was asked for. */
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
  it("yields the first product long before the end, and closes the stream when stopped", async () => {
    const { input, made } = generated();
    for await (const item of readShopifyProducts(input, options)) {
      expect(item).to.deep.include({ kind: "product", firstLine: 2, lines: [2, 3] });
      expect(made()).to.be.below(200);
      break;
    }
    expect(input.destroyed).to.be.true;
    expect(made()).to.be.below(200);
  });

  it("stays beside the stream: never far ahead of who reads, and all rows are accounted for", async function () {
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

  it("holds a bounded number of rows of one product, and refuses the rest one by one", async () => {
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
    it(`takes at most ${most} ${what} of a product`, async () => {
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

  it("passes the stream's own error on, after the products before it", async () => {
    const input = Readable.from(
      (async function* () {
        // The last row is not known to have ended, nor the product before it to be complete.
        yield toCsv([shirt(), shirt({ Handle: "coat" }), shirt({ Handle: "hat" })]);
        // A stream that fails drops what nobody has read yet; let it be read.
        await setImmediate();
        throw new Error("the disk is gone");
      })(),
    );
    const seen: string[] = [];
    const error = await (async () => {
      for await (const item of readShopifyProducts(input, options)) seen.push(item.kind);
    })().catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(Error).with.property("message", "the disk is gone");
    expect(seen).to.deep.equal(["product"]);
  });

  it("takes a file in one piece as it takes one in many", async () => {
    const text = toCsv(Array.from({ length: 5_000 }, (_, i) => shirt({ Handle: `p${i}` })));
    expect(await read(text)).to.have.length(5_000);
    expect(await read(Buffer.from(text))).to.have.length(5_000);
  });
});
