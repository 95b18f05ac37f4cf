import { expect } from "chai";
import { ShopifyFileError } from "../../../src/importers/shopify/importedProduct.js";
import { productsOf, read, reasonsOf, rejectedOf, shirt, size, toCsv } from "./csv.js";

const HEADER = "Handle,Title,Body (HTML),Variant Price";
const lines = (...rows: string[]): string => [HEADER, ...rows, ""].join("\n");
const failure = (content: string | Buffer): Promise<unknown> =>
  read(content).then(
    () => null,
    (error: unknown) => error,
  );

describe("a file that is not a Shopify product export", () => {
  const cases: [what: string, content: string | Buffer, reason: RegExp][] = [
    ["empty", "", /^the file is empty$/],
    ["only a byte order mark", Buffer.from([0xef, 0xbb, 0xbf]), /^the file is empty$/],
    ["without a handle", "Title,Price\nA,1\n", /no column "Handle" or "URL handle"$/],
    ["without a title", "Handle,Price\na,1\n", /no column "Title"$/],
    ["without either", "Name,Amount\na,1\n", /"URL handle" and no column "Title"$/],
    ["begun with a blank line", "\nHandle,Title\n", /no column "Handle"/],
    [
      "with a column twice",
      "Handle,Title,SKU,Variant SKU\n",
      /^columns 3 \("SKU"\) and 4 \("Variant SKU"\) have the same meaning/,
    ],
    ["UTF-16 with a mark", Buffer.from("\ufeffHandle,Title\n", "utf16le"), /UTF-16/],
    ["UTF-16, big-endian", Buffer.from("\ufeffHandle,Title\n", "utf16le").swap16(), /UTF-16/],
    ["UTF-16 without a mark", Buffer.from("Handle,Title\n", "utf16le"), /UTF-16/],
    ["a spreadsheet", Buffer.from("PK\u0003\u0004rest"), /spreadsheet or an archive/],
    ["compressed", Buffer.from([0x1f, 0x8b, 8, 0]), /compressed/],
    ["in Latin-1 from the header on", Buffer.from("Handle,Title,Größe\n", "latin1"), /not UTF-8/],
    ["with a header that never ends", `Handle,"Title${"x".repeat(70_000)}`, /does not end/],
  ];
  for (const [what, content, reason] of cases) {
    it(`(${what}) is refused with file and line`, async () => {
      const error = await failure(content);
      expect(error).to.be.instanceOf(ShopifyFileError);
      expect(error).to.include({ file: "products.csv", line: 1 });
      expect((error as ShopifyFileError).reason).to.match(reason);
    });
  }

  it("may have a header only: a shop may have no products", async () => {
    expect(await read(`${HEADER}\r\n`)).to.deep.equal([]);
    expect(await read(HEADER)).to.deep.equal([]);
  });

  it("is refused for an unknown currency before it is read", async () => {
    const error = await read(lines("a,A,,1"), { currency: "dollars" }).catch((cause: unknown) => cause);
    expect(error).to.be.instanceOf(RangeError);
  });
});

describe("the format of a file", () => {
  const rows = [shirt({ Tags: "a,b;c\td", "Body (HTML)": 'He said "no".\nThen; left,\tquick' }), size("M")];
  for (const delimiter of [",", ";", "\t"]) {
    for (const newline of ["\n", "\r\n", "\r"]) {
      for (const mark of ["", "\ufeff"]) {
        it(`may be ${JSON.stringify({ delimiter, newline, mark })}`, async () => {
          const text = mark + toCsv(rows, { delimiter, newline });
          const items = await read(text);
          expect(reasonsOf(items)).to.deep.equal([]);
          expect(items.at(-1)?.bytesRead).to.equal(Buffer.byteLength(text));
          const [product] = productsOf(items);
          expect(product?.descriptionHtml).to.equal('He said "no".\nThen; left,\tquick');
          expect(product?.tags).to.deep.equal(["a", "b;c\td"]);
          expect(product?.variants.map(({ line }) => line)).to.deep.equal([2, 4]);
        });
      }
    }
  }

  it("may be split into chunks anywhere", async () => {
    const bytes = Buffer.from(
      `\ufeff${toCsv([shirt({ Title: 'Ünï😀"\r\n"' }), size("M")], { newline: "\r\n" })}`,
    );
    const whole = await read(bytes);
    for (let step = 1; step <= bytes.length; step++) {
      const pieces = [];
      for (let at = 0; at < bytes.length; at += step) pieces.push(bytes.subarray(at, at + step));
      expect(await read(pieces), `pieces of ${step}`).to.deep.equal(whole);
    }
    expect(productsOf(whole)[0]?.title).to.equal('Ünï😀"\r\n"');
  });

  it("may mix line ends; each counts as one line, inside and outside quotes", async () => {
    const text = `${HEADER}\r\n\r\na,A,"1\r\n2\n3\r4",1\r\rb,B,,x\nc,C,"\r\n\r\n",1\r\nd,D,,y`;
    expect(reasonsOf(await read(text)).map((reason) => reason.split(":")[0])).to.deep.equal([
      "8 Variant Price",
      "12 Variant Price",
    ]);
    expect(productsOf(await read(text)).map(({ variants }) => variants[0]?.line)).to.deep.equal([3, 9]);
  });
});

describe("a row that cannot be parsed or decoded", () => {
  const good = "z,Z,,1.00";
  const cases: [what: string, rows: string[], reasons: string[]][] = [
    ["too few cells", ["a,A,1.00"], ["2 -: too few cells: 3 under 4 headers"]],
    ["too many cells", ["a,A,x,y,1.00"], ["2 -: too many cells: 5 under 4 headers"]],
    ["a quote inside a bare cell", ['a,24" screen,,1.00'], ["2 Title: a quote in the middle of a cell"]],
    ["text after a closing quote", ['a,"A" B,,1.00'], ["2 Title: a quote in the middle of a cell"]],
    ["quotes not doubled", ['a,A,"say "hi", you",1.00'], ["2 Body (HTML): a quote in the middle of a cell"]],
    [
      "a stray quote below a quoted break",
      ['a,A,"x\n"y,1'],
      ["2 Body (HTML): a quote in the middle of a cell"],
    ],
    ["a quote below a quoted break", ['a,"A\n",24",1'], ["3 Body (HTML): a quote in the middle of a cell"]],
    ["a NUL", ["a,A\0,,1.00"], ["2 Title: contains a NUL character"]],
  ];
  for (const [what, rows, reasons] of cases) {
    it(`(${what}) is refused and the next one accepted`, async () => {
      const items = await read(lines(...rows, good));
      expect(productsOf(items).map(({ handle }) => handle)).to.deep.equal(["z"]);
      const found = reasonsOf(items);
      expect(found).to.have.length(reasons.length);
      reasons.forEach((reason, i) => expect(found[i]).to.include(reason));
    });
  }

  const bytes: [what: string, bytes: number[]][] = [
    ["Latin-1", [0xe9]],
    ["a truncated sequence", [0xe2, 0x82]],
    ["an overlong form", [0xc0, 0xaf]],
    ["a lone surrogate", [0xed, 0xa0, 0x80]],
  ];
  for (const [what, wrong] of bytes) {
    it(`(${what}) is refused, not read as U+FFFD`, async () => {
      const [before, after] = lines("a,A?,é,1.00", good).split("?") as [string, string];
      const items = await read(Buffer.concat([Buffer.from(before), Buffer.from(wrong), Buffer.from(after)]));
      expect(reasonsOf(items)).to.deep.equal(['2 Title: is not UTF-8 text; save the file as "CSV UTF-8"']);
      expect(rejectedOf(items)[0]).to.deep.include({ scope: "product", handle: "a" });
      expect(productsOf(items).map(({ handle }) => handle)).to.deep.equal(["z"]);
    });
  }

  it("is refused alone when its handle contains invalid bytes", async () => {
    const text = Buffer.from(lines("a,A,,1.00", "\u00e9,E,,1.00", good), "latin1");
    const items = await read(text);
    expect(reasonsOf(items)).to.deep.equal(['3 Handle: is not UTF-8 text; save the file as "CSV UTF-8"']);
    expect(productsOf(items)).to.have.length(2);
  });

  it("ends the import when a quote never closes; the rows before it are kept", async () => {
    const items = await read(lines("a,A,,1.00", 'b,B,"x\ny",1.00', 'c,"C\nC","open,1.00', "d,D,,1.00"));
    expect(productsOf(items).map(({ handle }) => handle)).to.deep.equal(["a", "b"]);
    expect(reasonsOf(items)).to.deep.equal([
      "6 Body (HTML): a quote opens here and is never closed; the rest of the file was not read",
    ]);
    expect(rejectedOf(items)[0]).to.deep.include({ scope: "file", handle: null, lines: [5] });
  });

  it("ends the import when a row exceeds 1 MiB, without reading further", async () => {
    const rest = "d,D,,1.00\n".repeat(200_000);
    const items = await read(lines("a,A,,1.00", 'b,B,"open,1.00', rest));
    expect(productsOf(items).map(({ handle }) => handle)).to.deep.equal(["a"]);
    expect(reasonsOf(items)[0]).to.match(
      /^3 Body \(HTML\): a quote opens here and is never closed; the rest/,
    );
    const long = await read(lines("a,A,,1.00", `b,B,${"x".repeat(1_100_000)},1.00`));
    expect(reasonsOf(long)[0]).to.match(/^3 -: the row is longer than 1 MiB/);
    expect(productsOf(long)).to.have.length(1);
  });
});
