/** Writes openapi.json. A test fails when the committed file differs. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import "../src/models/index.js";
import { buildOpenApi } from "../src/openapi/build.js";
import { mounts } from "../src/routes/index.js";

const file = path.resolve(__dirname, "../openapi.json");
writeFileSync(file, `${JSON.stringify(buildOpenApi(mounts), null, 2)}\n`);
console.log(`wrote ${file}`);
