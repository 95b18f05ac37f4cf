import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";

const root = path.resolve(__dirname, "../..");
const seeders = path.join(root, "seeders");

describe("The seeders", () => {
  it("load compiled modules whose sources exist", () => {
    const text = readdirSync(seeders)
      .filter((file) => file.endsWith(".js"))
      .map((file) => readFileSync(path.join(seeders, file), "utf8"))
      .join("\n");
    const modules = [...text.matchAll(/built\("([^"]+)\.js"\)/g)].map(([, name]) => `src/${name}.ts`);
    expect(modules).not.to.deep.equal([]);
    expect(modules.filter((file) => !existsSync(path.join(root, file)))).to.deep.equal([]);
  });
});
