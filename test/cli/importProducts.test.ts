import { expect } from "chai";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { catalogRows, counted, emptyCatalog, unexplainedStock } from "../support/catalogImport.js";
import { sql } from "../support/database.js";
import { type Cells, shirt, size, toCsv } from "../lib/shopify/csv.js";
import { cartwright, start } from "./cartwright.js";

describe("cartwright import products", function () {
  this.timeout(90_000);

  let folder: string;
  before(() => (folder = mkdtempSync(path.join(os.tmpdir(), "cartwright-cli-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(emptyCatalog);
  afterEach(async () => expect(await unexplainedStock()).to.deep.equal([]));

  function file(name: string, content: string | Buffer | Cells[]): string {
    const where = path.join(folder, name);
    writeFileSync(where, Array.isArray(content) ? toCsv(content) : content);
    return where;
  }
  const count = async (): Promise<number> =>
    (await sql<{ n: number }>("SELECT count(*)::int AS n FROM products"))[0]?.n ?? 0;

  it("prints a help text with the exit codes", async () => {
    const { code, stdout } = await cartwright(["import", "products", "--help"]);
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/--strict/)
      .and.match(/--dry-run/)
      .and.match(/Exit codes:/);
  });

  it("imports a file and prints a summary; a second import changes nothing", async () => {
    const good = file("good.csv", [shirt(counted(3)), size("M", counted(0))]);
    const first = await cartwright(["import", "products", good]);
    expect(first).to.include({ code: 0, stderr: "" });
    expect(first.stdout).to.match(/^Imported\.\nproducts {4}1 created, 0 updated, 0 unchanged, 0 refused\n/);
    const rows = await catalogRows();
    const second = await cartwright(["import", "products", good]);
    expect(second.stdout).to.match(/0 created, 0 updated, 1 unchanged, 0 refused/);
    expect(await catalogRows()).to.equal(rows);
  });

  it("warns of a duplicate SKU with both lines, and exits with 0", async () => {
    const twice = file("twice.csv", [
      shirt({ "Variant SKU": "A" }),
      size("M", { "Variant SKU": "A" }),
      shirt({ Handle: "hat", Title: "Hat", "Variant SKU": "A" }),
    ]);
    const { code, stderr, stdout } = await cartwright(["import", "products", twice]);
    expect(code).to.equal(0);
    const warning = "Variant SKU  warning: the SKU is already on line 2; the variant is imported without SKU";
    expect(stderr.trim().split("\n")).to.deep.equal([`${twice}:3  ${warning}`, `${twice}:4  ${warning}`]);
    expect(stdout).to.match(/^rows {8}3 read, 0 refused, 2 imported with a warning$/m);
    const json = JSON.parse((await cartwright(["import", "products", twice, "--json"])).stdout);
    expect(json.products).to.include({ created: 0, unchanged: 2 });
    expect(json.rejections).to.deep.equal([]);
    expect(json.warnings).to.deep.equal(
      [3, 4].map((line) => ({
        file: twice,
        line,
        column: "Variant SKU",
        value: "A",
        reason: "the SKU is already on line 2; the variant is imported without SKU",
      })),
    );
  });

  it("reports file, line, column and reason of each refusal, imports the rest, and exits with 1", async () => {
    const mixed = file("mixed.csv", [
      shirt({ Handle: "good" }),
      shirt({ Handle: "bad", "Variant Price": "cheap" }),
      shirt({ Handle: "too", Title: "" }),
    ]);
    const { code, stderr, stdout } = await cartwright(["import", "products", mixed]);
    expect(code).to.equal(1);
    expect(stderr.trim().split("\n")).to.deep.equal([
      `${mixed}:3  Variant Price  is not a price; write digits and a decimal point, such as 1299.00`,
      `${mixed}:4  Title  the title is missing on the product's first row`,
    ]);
    expect(stdout).to.match(/1 created, 0 updated, 0 unchanged, 2 refused/);
    expect(await count()).to.equal(1);
  });

  it("prints the first 100 refusals, and all of them as JSON", async () => {
    const bad = file(
      "bad.csv",
      Array.from({ length: 130 }, (_, i) => shirt({ Handle: `p-${i}`, "Variant Price": "x" })),
    );
    const { stderr } = await cartwright(["import", "products", bad]);
    const lines = stderr.trim().split("\n");
    expect(lines).to.have.length(101);
    expect(lines.at(-1)).to.match(/^… and 30 more/);

    const { code, stdout, stderr: silence } = await cartwright(["import", "products", "--json", bad]);
    expect({ code, silence }).to.deep.equal({ code: 1, silence: "" });
    const report = JSON.parse(stdout);
    expect(report.rejections).to.have.length(130);
    expect(report.rejections[129]).to.deep.include({
      file: bad,
      line: 131,
      column: "Variant Price",
      value: "x",
    });
    expect(report).to.deep.include({ outcome: "imported", rows: { read: 130, refused: 130, warned: 0 } });
  });

  it("reads standard input, with --strict as well", async () => {
    const text = toCsv([shirt(), shirt({ Handle: "bad", Title: "" })]);
    const strict = await cartwright(["import", "products", "--strict", "-"], { stdin: text });
    expect(strict.code).to.equal(1);
    expect(strict.stderr).to.match(/^stdin:3 {2}Title {2}/);
    expect(strict.stdout).to.match(/^Refused: .* nothing was written/);
    expect(await count()).to.equal(0);
    expect(await cartwright(["import", "products", "-"], { stdin: text })).to.include({ code: 1 });
    expect(await count()).to.equal(1);
  });

  it("writes nothing in a dry run", async () => {
    const { code, stdout } = await cartwright([
      "import",
      "products",
      "--dry-run",
      file("dry.csv", [shirt()]),
    ]);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^Dry run: nothing was written/);
    expect(await count()).to.equal(0);
  });

  it("reports in one line why a file cannot be read, and exits with 2", async () => {
    const secret = file("secret.csv", "Handle,Title\n");
    chmodSync(secret, 0o000);
    const reasons: Record<string, RegExp> = {
      [path.join(folder, "none.csv")]: /none\.csv does not exist$/,
      [folder]: /is a directory/,
      [file("empty.csv", "")]: /empty\.csv:1: the file is empty$/,
      [file("image.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]))]:
        /image\.csv:1: /,
      [file("other.csv", "Name,Colour\nx,y\n")]: /other\.csv:1: this is not a Shopify product export/,
    };
    // Root can read every file.
    if (process.getuid?.() !== 0) reasons[secret] = /does not have permission to read/;
    for (const [name, reason] of Object.entries(reasons)) {
      const { code, stderr, stdout } = await cartwright(["import", "products", name]);
      expect({ code, stdout }, name).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr.trim(), name)
        .to.match(/^cartwright: [^\n]+$/)
        .and.match(reason);
    }
    for (const usage of [["import", "products"], ["import", "products", "--nope", "x"], ["nope"]]) {
      expect(await cartwright(usage), usage.join(" ")).to.include({ code: 2 });
    }
  });

  it("reports an unreachable database", async () => {
    const env = { DATABASE_URL: "postgres://nobody:x@127.0.0.1:1/none" };
    const { code, stderr } = await cartwright(["import", "products", file("good.csv", [shirt()])], { env });
    expect(code).to.equal(2);
    expect(stderr.trim()).to.match(/^cartwright: the database cannot be used: [^\n]+$/);
  });

  /** A file of products with two variants each, in 90 categories. */
  function largeFile(name: string, products: number): string {
    return file(
      name,
      Array.from({ length: products }, (_, i) => [
        shirt({
          Handle: `large-${i}`,
          Title: `Large ${i}`,
          "Body (HTML)": `<p>${"word ".repeat(40)}</p>`,
          "Product Category": `Root ${i % 9} > Branch ${i % 81}`,
          "Image Src": `/images/${i}.jpg`,
          "Variant SKU": `L-${i}-S`,
          ...counted(i % 7),
        }),
        size("M", { Handle: `large-${i}`, "Variant SKU": `L-${i}-M`, ...counted(2) }),
      ]).flat(),
    );
  }

  const untilSomeAreIn = async (enough: number) => {
    while ((await count()) < enough) await sleep(5);
  };

  /** Products of a file that its audit entries do not list. */
  const unauditedProducts = (name: string) =>
    sql(
      `SELECT slug FROM products EXCEPT
       SELECT jsonb_array_elements_text(after -> 'products' -> 'created') FROM audit_log WHERE target_id = $1`,
      [name],
    );

  it("completes consistently on the next run after it was killed", async () => {
    const large = largeFile("killed.csv", 3000);
    const { child, ended } = start(["import", "products", large]);
    await untilSomeAreIn(400);
    child.kill("SIGKILL");
    await ended;
    await sleep(100);
    const kept = await count();
    expect(kept).to.be.within(400, 2999);
    expect(await unexplainedStock()).to.deep.equal([]);
    expect(await unauditedProducts("killed.csv"), "each batch commits with its entry").to.deep.equal([]);

    const { code, stdout } = await cartwright(["import", "products", "--json", large]);
    expect(code).to.equal(0);
    expect(JSON.parse(stdout).products).to.deep.equal({
      created: 3000 - kept,
      updated: 0,
      unchanged: kept,
      refused: 0,
    });
    expect(
      await sql(`SELECT count(*)::int AS variants, sum(on_hand)::int AS pieces FROM stock_items`),
    ).to.deep.equal([
      {
        variants: 6000,
        pieces: 6000 + Array.from({ length: 3000 }, (_, i) => i % 7).reduce((a, b) => a + b),
      },
    ]);
  });

  it("keeps the committed batches when it is interrupted, and reports them", async () => {
    const { child, ended } = start(["import", "products", largeFile("stopped.csv", 3000)]);
    await untilSomeAreIn(300);
    child.kill("SIGINT");
    const { code, stdout } = await ended;
    expect(code).to.equal(130);
    const [, created] = /^Interrupted[^]*?products {4}(\d+) created/.exec(stdout) ?? [];
    expect(Number(created))
      .to.equal(await count())
      .and.be.below(3000);
  });

  it("imports 20,000 rows in constant memory", async function () {
    if (process.platform !== "linux") this.skip();
    const large = largeFile("large.csv", 10_000);
    const { child, ended } = start(["import", "products", "--json", large]);
    let peak = 0;
    let early = 0;
    let isRunning = true;
    void ended.then(() => (isRunning = false));
    for (; isRunning; await sleep(50)) {
      try {
        const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
        peak = Math.max(peak, Number(kilobytes ?? 0) / 1024);
      } catch {
        // The process has ended.
      }
      if (early === 0 && (await count()) >= 2500) early = peak;
    }
    const { stdout, code } = await ended;
    const { seconds, products, rows } = JSON.parse(stdout);
    expect({ code, created: products.created, read: rows.read }).to.deep.equal({
      code: 0,
      created: 10_000,
      read: 20_000,
    });
    process.stdout.write(
      `        20,000 rows: ${seconds} s (${Math.round(10_000 / seconds)} products/s); RSS ${Math.round(early)} MB after a quarter, ${Math.round(peak)} MB at most\n`,
    );
    expect(peak).to.be.below(400);
    expect(peak - early).to.be.below(120);
  });
});
