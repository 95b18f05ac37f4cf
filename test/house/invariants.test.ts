import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { invariants } from "../../src/models/system/invariants/invariants.js";

const unwrap = (text: string): string => text.replace(/\s+/g, " ");
const operations = unwrap(readFileSync(path.resolve(__dirname, "../../docs/operations.md"), "utf8"));

describe("The invariants of the database", () => {
  it("have unique names", () => {
    const names = invariants.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z]+(_[a-z]+)*$/.test(name))).to.deep.equal([]);
    expect(new Set(names).size).to.equal(names.length);
  });

  it("are all and only those in docs/operations.md, each with its meaning and a fix", () => {
    const documented = [...operations.matchAll(/- `(\w+)`: ([^`]+?) Fix: /g)];
    const expected = invariants.map(({ name, meaning }) => `${name}: ${meaning}`);
    expect(documented.map(([, name, meaning]) => `${name}: ${meaning}`)).to.deep.equal(expected);
  });
});
