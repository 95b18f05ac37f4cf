import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";

const root = path.resolve(__dirname, "../..");
const DOMAINS = [
  "identity",
  "catalog",
  "pricing",
  "inventory",
  "cart",
  "orders",
  "payments",
  "messaging",
  "system",
  "checkout",
  "account",
];
/** Layers whose files are sorted into domains. */
const LAYERS = ["models", "views", "controllers", "routes", "requests", "services", "subscribers"];
/** The only index files. */
const INDEXES = ["src/models/index.ts", "src/routes/index.ts"];
/** Files that a whole layer shares. */
const SHARED = ["src/subscribers/registry.ts", "src/subscribers/subscriber.ts"];
const MAX_LINES = 300;
const MAX_FILES = 15;
const MAX_CONTROLLER_LINES = 80;
const MAX_ACTION_LINES = 12;

const filesIn = (folder: string): string[] =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    : [];
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const source = filesIn("src").filter((file) => file.endsWith(".ts"));
const stem = (file: string): string => path.basename(file).replace(/\.(test\.|d\.)?\w+$/, "");
const codeLines = (text: string): string[] =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.trim().startsWith("//"));

describe("The layout of the source", () => {
  it("sorts every layer's files into the shop's domains", () => {
    const isShared = (file: string) => /^src\/(requests|views)\/shared\//.test(file);
    const astray = LAYERS.flatMap((layer) => filesIn(`src/${layer}`)).filter((file) => {
      const [, , domain = "", ...rest] = file.split("/");
      return (
        ![...INDEXES, ...SHARED].includes(file) &&
        !isShared(file) &&
        (!DOMAINS.includes(domain) || rest.length === 0)
      );
    });
    expect(astray).to.deep.equal([]);
  });

  it("divides folders by noun before they have more than 15 files", () => {
    const folders = [...new Set(source.map((file) => path.dirname(file)))];
    const large = folders.filter(
      (folder) => source.filter((file) => path.dirname(file) === folder).length > MAX_FILES,
    );
    expect(large).to.deep.equal([]);
  });

  it("names files in camelCase, and class files in PascalCase after their class", () => {
    for (const file of source) {
      const name = stem(file);
      const text = read(file);
      expect(name, file).to.match(/^[A-Za-z][A-Za-z0-9]*$/);
      const isClass = new RegExp(`^export (abstract )?class ${name}\\b`, "m").test(text);
      const pascal = /^[A-Z]/.test(name);
      if (pascal) expect(isClass, `${file} is named like a class, so it exports that class`).to.equal(true);
    }
    const models = source.filter((file) => file.startsWith("src/models/") && read(file).includes("@Table"));
    for (const file of models) expect(stem(file), file).to.match(/^[A-Z]/);
  });

  it("repeats no layer in file names: no .controller.ts, no -Service, no -Helper", () => {
    expect(source.filter((file) => path.basename(file).split(".").length > 2)).to.deep.equal([]);
    const vague = /(Service|Manager|Helper|Helpers|Utils|Util|Controller|Model|Repository|Dto)$/;
    const doing = /^(handle|process)[A-Z]/;
    expect(source.filter((file) => vague.test(stem(file)))).to.deep.equal([]);
    expect(filesIn("src/services").filter((file) => doing.test(stem(file)))).to.deep.equal([]);
  });

  it("has no barrels except those of models and routes, and no default exports", () => {
    const barrels = source.filter((file) => path.basename(file) === "index.ts");
    expect(barrels.sort()).to.deep.equal(INDEXES);
    const pattern = /^export (default\b|\{[^}]*\bas default\b|\*)/m;
    expect(source.filter((file) => pattern.test(read(file)))).to.deep.equal([]);
  });

  it(`keeps every file within ${MAX_LINES} lines`, () => {
    const files = ["src", "test", "db", "scripts", "bench", "seeders", "bin"].flatMap(filesIn);
    const written = files.filter((file) => /\.(ts|js|mjs)$/.test(file));
    const long = written
      .map((file) => ({ file, lines: read(file).trimEnd().split("\n").length }))
      .filter(({ lines }) => lines > MAX_LINES);
    expect(long).to.deep.equal([]);
    expect(written.length).to.be.above(100);
  });

  it(`keeps controllers within ${MAX_CONTROLLER_LINES} lines and actions within ${MAX_ACTION_LINES}`, () => {
    for (const file of filesIn("src/controllers")) {
      const lines = codeLines(read(file));
      expect(lines.length, file).to.be.at.most(MAX_CONTROLLER_LINES);
      // An action begins at the margin and ends where the next statement of the file begins.
      let length = 0;
      for (const line of lines) {
        length = /^\S/.test(line) && !/^[})\]]/.test(line) ? 1 : length + 1;
        expect(length, `${file}: ${line}`).to.be.at.most(MAX_ACTION_LINES);
      }
    }
  });

  it("gives every model column a declared field with an explicit type", () => {
    for (const file of filesIn("src/models").filter((name) => read(name).includes("@Table"))) {
      const text = read(file);
      expect(text, `${file}: @Column without a type`).not.to.match(/@Column(?!\(\{\s*type:|\(DataType)/);
      const fields = text.slice(text.indexOf("\nexport class "));
      expect(fields, `${file}: a field without declare shadows the getter`).not.to.match(
        /^ {2}[a-z]\w*[!?]?: /m,
      );
      expect(text, `${file}: no default scopes`).not.to.match(/@DefaultScope/);
    }
  });

  it("gives a reason wherever a rule is disabled", () => {
    const silenced = [...source, ...filesIn("test")].flatMap((file) =>
      [...read(file).matchAll(/^.*(?:eslint-disable|@ts-(?:ignore|expect-error|nocheck)).*$/gm)].map(
        ([line]) => `${file}: ${line.trim()}`,
      ),
    );
    const unexplained = silenced.filter(
      (line) => !/ -- \w{2,}/.test(line) && !line.startsWith("test/house/layout"),
    );
    expect(unexplained, "give the reason after --").to.deep.equal([]);
  });
});
