import type { RequestHandler } from "express";
import { config } from "../../config.js";
import { apiInfo } from "../../http/apiInfo.js";

const LINKS = {
  products: "/api/v1/products",
  documentation: "/docs",
  openapi: "/openapi.json",
  problems: "/problems",
  health: "/health/ready",
  ...(!config.production && { mailbox: "/dev/mailbox" }),
};

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4d3a"/><path d="M5 9h4l3 11h11l3-8H11" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/><circle cx="13.5" cy="24.5" r="2" fill="#fff"/><circle cx="21.5" cy="24.5" r="2" fill="#fff"/></svg>`;

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${apiInfo.title}</title><link rel="icon" href="/favicon.ico">
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;color:#1c2b25}
h1{margin-bottom:0}a{color:#1f6b4c}li{margin:.3rem 0}@media(prefers-color-scheme:dark){body{background:#14201b;color:#dce7e1}a{color:#7fd1ab}}</style>
</head><body><h1>${apiInfo.title}</h1><p>The shop is running. This is its back end; a storefront talks to it.</p>
<ul>${Object.entries(LINKS)
  .map(([name, href]) => `<li><a href="${href}">${name}</a> <code>${href}</code></li>`)
  .join("")}</ul></body></html>`;

/** GET /: where things are, for a person or for a program. */
export const home: RequestHandler = (req, res) => {
  const html = req.accepts(["json", "html"]) === "html";
  const text = html ? PAGE : JSON.stringify({ name: apiInfo.title, version: apiInfo.version, links: LINKS });
  res.vary("Accept");
  res.setHeader("Content-Type", `${html ? "text/html" : "application/json"}; charset=utf-8`);
  res.setHeader("Content-Length", Buffer.byteLength(text));
  res.end(text);
};

export const favicon: RequestHandler = (_req, res) => {
  res.setHeader("Content-Type", "image/svg+xml");
  res.setHeader("Cache-Control", "public, max-age=86400");
  res.end(ICON);
};
