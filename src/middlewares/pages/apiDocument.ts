import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { RequestHandler } from "express";
import { matchesEtag } from "../endpoint/send.js";

const file = path.resolve(__dirname, "../../../openapi.json");
let cached: { bytes: Buffer; etag: string } | undefined;

/** The generated document, without its line breaks; read once, because it changes only with the code. */
function document(): { bytes: Buffer; etag: string } {
  if (cached) return cached;
  const bytes = Buffer.from(JSON.stringify(JSON.parse(readFileSync(file, "utf8"))));
  const etag = createHash("sha256").update(bytes).digest("base64url").slice(0, 27);
  return (cached = { bytes, etag });
}

/** GET /openapi.json. Any site may read it: its content is public in the source. */
export const apiDocument: RequestHandler = (req, res) => {
  const { bytes, etag } = document();
  res.setHeader("Access-Control-Allow-Origin", "*");
  res.setHeader("Cache-Control", "public, no-cache");
  res.setHeader("ETag", `"${etag}"`);
  if (matchesEtag(req.headers["if-none-match"], etag)) {
    res.status(304).end();
    return;
  }
  res.setHeader("Content-Type", "application/json; charset=utf-8");
  res.setHeader("Content-Length", bytes.length);
  res.end(bytes);
};
