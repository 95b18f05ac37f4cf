import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";

type Matrix = {
  LAYERS: Record<string, { files?: string; knows: string[]; types?: string[] }>;
  DOMAINS: string[];
};

const root = path.resolve(__dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `src/${file.replaceAll("\\", "/")}`);

/** The files that each file imports at run time; type imports do not count. */
const imports = new Map(
  files.map((file) => [
    file,
    [...read(file).matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?"(\.[^"]+)";/gm)].map(
      ([, name = ""]) => path.posix.join(path.posix.dirname(file), name).replace(/\.js$/, ".ts"),
    ),
  ]),
);

/** The first cycle that is reachable from here, as a path; undefined if there is none. */
function circleFrom(start: string, graph: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): string[] | undefined => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return undefined;
    done.add(node);
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...trail, node]);
      if (found) return found;
    }
    return undefined;
  };
  return visit(start, []);
}

describe("The import matrix", () => {
  let matrix: Matrix;
  before(async () => {
    matrix = (await import(path.join(root, "scripts/importMatrix.mjs"))) as Matrix;
  });

  it("has no cycle of layers", () => {
    const graph = new Map(
      Object.entries(matrix.LAYERS).map(([layer, { knows, types = [] }]) => [
        layer,
        [...knows, ...types].filter((name) => name !== layer),
      ]),
    );
    for (const layer of graph.keys()) expect(circleFrom(layer, graph), layer).to.equal(undefined);
  });

  it("equals the table in docs/ARCHITECTURE.md", async () => {
    const { architecturePage } = (await import(path.join(root, "scripts/writeArchitecture.mjs"))) as {
      architecturePage: () => Promise<string>;
    };
    expect(read("docs/ARCHITECTURE.md"), "run npm run architecture").to.equal(await architecturePage());
  });

  it("covers every folder of src", () => {
    const folders = new Set(
      files.filter((file) => file.split("/").length > 2).map((file) => file.split("/")[1]),
    );
    expect([...folders].filter((folder) => !(String(folder) in matrix.LAYERS))).to.deep.equal([]);
  });

  it("has no cycle of files, except among models, whose associations are on both sides", () => {
    const graph = new Map([...imports].filter(([file]) => !file.startsWith("src/models/")));
    for (const file of graph.keys()) expect(circleFrom(file, graph), file).to.equal(undefined);
  });
});
