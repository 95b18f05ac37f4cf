// Starts the compiled server or, with `worker`, background work only. `npm start` and `npm run worker` compile first.
import { existsSync } from "node:fs";

const name = process.argv[2] === "worker" ? "worker" : "server";
const entry = new URL(`../dist/${name}.js`, import.meta.url);
if (existsSync(entry)) {
  await import(entry.href);
} else {
  console.error(`dist/${name}.js does not exist. Run \`npm start\`, which builds it, or \`npm run build\`.`);
  process.exitCode = 1;
}
