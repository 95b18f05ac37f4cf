import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";

const root = path.resolve(__dirname, "../..");
const text = readFileSync(path.join(root, "docs/security.md"), "utf8");

/** A `test/…` file with the names of its tests: `test/a.test.ts`: "one"; "two" */
const SHOWN = /`(test\/[^`]+)`((?:(?:: |; )"[^"]+")*)/g;
const shown = [...text.matchAll(SHOWN)].map(([, file = "", names = ""]) => ({
  file,
  names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name),
}));

describe("docs/security.md", () => {
  it("names tests that exist", () => {
    expect(shown.flatMap(({ names }) => names)).to.have.length.above(50);
    for (const { file, names } of shown) {
      expect(existsSync(path.join(root, file)), file).to.equal(true);
      const source = readFileSync(path.join(root, file), "utf8");
      for (const name of names) expect(source.includes(`"${name}"`), `${file}: ${name}`).to.equal(true);
    }
  });

  it("names places in the code that exist", () => {
    for (const [, file = ""] of text.matchAll(/`((?:src|docs)\/[^`]+)`/g))
      expect(existsSync(path.join(root, file)), file).to.equal(true);
  });

  it("gives each requirement of the ASVS one status of four", () => {
    const rows = [...text.matchAll(/^\| (\d+\.[\d., ]*\d) +\|.*\| ([^|]+?) *\|$/gm)];
    expect(rows).to.have.length.above(80);
    for (const [, id, status] of rows) expect(["met", "partly", "not met", "n.a."], id).to.include(status);
    expect(new Set(rows.map(([, id]) => id))).to.have.property("size", rows.length);
  });
});
