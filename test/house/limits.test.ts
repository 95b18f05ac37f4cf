import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { type Limit, LIMITS } from "../../src/limits/table.js";

const text = readFileSync(path.resolve(__dirname, "../../docs/security.md"), "utf8");

describe("The table of limits in docs/security.md", () => {
  it("matches the limits in the code", () => {
    const documented = [
      ...text.matchAll(/^\| `([\w-]+)` *\|[^|]*\|[^|]*\| *(\d+) *\| *(\d+) s *\| *([^|]+)\|$/gm),
    ].map(
      ([, name, points, seconds, beyond = ""]) =>
        `${name}: ${points} in ${seconds} s${beyond.startsWith("waits") ? ", slows" : ""}`,
    );
    const counted = Object.entries(LIMITS as Record<string, readonly Limit[]>).flatMap(([policy, list]) =>
      list.map(
        ({ by, points, seconds, slows }) =>
          `${policy}-${by}: ${points} in ${seconds} s${slows ? ", slows" : ""}`,
      ),
    );
    expect(documented.sort()).to.deep.equal(counted.sort());
  });
});
