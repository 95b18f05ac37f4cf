/** Writes openapi.json; a test fails when what is committed is not what this writes. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import "../src/models/index.js";
import { buildOpenApi } from "../src/openapi/build.js";
import { mounts } from "../src/routes/index.js";

const file = path.resolve(__dirname, "../openapi.json");
writeFileSync(file, `${JSON.stringify(buildOpenApi(mounts), null, 2)}\n`);
console.log(`wrote ${file}`);
