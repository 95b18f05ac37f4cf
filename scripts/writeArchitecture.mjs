// Writes the import matrix into docs/ARCHITECTURE.md: npm run architecture.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import prettier from "prettier";
import { table } from "./importMatrix.mjs";

const FILE = path.resolve(import.meta.dirname, "../docs/ARCHITECTURE.md");
const MARKED = /(<!-- import matrix: npm run architecture -->\n)[\s\S]*?(<!-- end of the import matrix -->)/;

/** The page with the current matrix. */
export async function architecturePage() {
  const text = readFileSync(FILE, "utf8");
  if (!MARKED.test(text)) throw new Error("docs/ARCHITECTURE.md lacks the markers of the import matrix");
  const options = await prettier.resolveConfig(FILE);
  return prettier.format(text.replace(MARKED, `$1\n${table()}\n\n$2`), { ...options, filepath: FILE });
}

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, await architecturePage());
