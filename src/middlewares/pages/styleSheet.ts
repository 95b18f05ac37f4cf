import { readFileSync } from "node:fs";
import path from "node:path";
import type { RequestHandler } from "express";
import { designTokens } from "../../lib/pages/designTokens.js";

const customProperties = (tokens: Record<string, string>): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name}:${value};`)
    .join("");

const { light, dark, shared } = designTokens;
const css = Buffer.from(`:root{${customProperties({ ...shared, ...light })}}
@media (prefers-color-scheme: dark){:root{${customProperties(dark)}}}
${readFileSync(path.resolve(__dirname, "../../../public/pages.css"), "utf8")}`);

/** GET /pages.css: the design tokens and the rules that use them. */
export const styleSheet: RequestHandler = (_req, res) => {
  res.setHeader("Content-Type", "text/css; charset=utf-8");
  res.setHeader("Cache-Control", "no-cache");
  res.setHeader("Content-Length", css.length);
  res.end(css);
};
