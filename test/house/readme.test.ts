import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { type ConfigError, ENVIRONMENT_VARIABLES, loadConfig } from "../../src/config.js";

const root = path.resolve(__dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const readme = read("README.md");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(path.join(root, "docs")).map((name) => `docs/${name}`),
];
const texts = pages.filter((name) => name.endsWith(".md")).map((name) => ({ name, text: read(name) }));

/** The rows of the configuration tables: | `NAME` | default | meaning | */
const section = /^## Configuration$([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
const rows = [...section.matchAll(/^\| `([A-Z_]+)` *\|([^|]*)\|([^|]*)\|$/gm)].map(
  ([, name = "", fallback = "", meaning = ""]) => ({ name, fallback: fallback.trim(), meaning }),
);

/** The values in .env.example; env.test.ts compares them with the configuration. */
const shown = new Map(
  [...read(".env.example").matchAll(/^#([A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [name, value]),
);
shown.delete("CORS_ORIGINS"); // an example, not a default

describe("README.md", () => {
  it("lists every setting once and no others", () => {
    expect(rows.map(({ name }) => name).sort()).to.deep.equal([...ENVIRONMENT_VARIABLES].sort());
  });

  it("states the actual defaults", () => {
    for (const { name, fallback } of rows) {
      const value = shown.get(name);
      if (value === undefined) expect(fallback, name).to.match(/^(none|generated)/);
      else expect(fallback, name).to.equal(`\`${value}\``);
    }
  });

  it("marks exactly the settings that production requires", () => {
    const marked = rows.filter(({ meaning }) => meaning.includes("Required in production"));
    let problems: string[] = [];
    try {
      loadConfig({ NODE_ENV: "production" });
    } catch (error) {
      ({ problems } = error as ConfigError);
    }
    const needed = problems.flatMap(
      (problem) => /^(\w+): is required in production$/.exec(problem)?.[1] ?? [],
    );
    expect(marked.map(({ name }) => name).sort()).to.deep.equal(needed.sort());
  });

  it("has a first purchase that scripts/readmeWalk.mjs can run", () => {
    const walk = /<!-- walk: begin -->([\s\S]*)<!-- walk: end -->/.exec(readme)?.[1] ?? "";
    expect(walk.match(/^```sh$/gm)).to.have.length.at.least(5);
    for (const word of [
      "/cart/items",
      "/checkout",
      "/pay/test/",
      "/dev/mailbox",
      "/auth/login",
      "/admin/products",
    ])
      expect(walk).to.include(word);
  });
});

describe("The pages of documentation", () => {
  it("have no dead links", () => {
    for (const { name, text } of texts) {
      const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
        ([, link = ""]) => link,
      );
      const dead = links.filter((link) => !existsSync(path.join(root, path.dirname(name), link)));
      expect(dead, name).to.deep.equal([]);
    }
  });

  it("mention only scripts that package.json has", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    for (const { name, text } of texts) {
      const told = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map(([, script = ""]) => script);
      expect(
        told.filter((script) => !scripts[script]),
        name,
      ).to.deep.equal([]);
    }
  });
});
