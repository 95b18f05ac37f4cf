// Starts the compiled server; `npm start` compiles it first.
import { existsSync } from "node:fs";

const server = new URL("../dist/server.js", import.meta.url);
if (existsSync(server)) {
  await import(server.href);
} else {
  console.error("There is no dist/server.js yet: run `npm start`, which builds it, or `npm run build`.");
  process.exitCode = 1;
}
