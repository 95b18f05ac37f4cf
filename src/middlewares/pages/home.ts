import type { RequestHandler } from "express";
import { config } from "../../config.js";
import { apiInfo } from "../../http/apiInfo.js";
import { pagePolicy } from "../../http/pagePolicy.js";
import { htmlPage } from "../../lib/pages/htmlPage.js";

const LINKS = {
  products: "/api/v1/products",
  documentation: "/docs",
  openapi: "/openapi.json",
  problems: "/problems",
  health: "/health/ready",
  ...(!config.production && { mailbox: "/dev/mailbox" }),
};

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4d3a"/><path d="M5 9h4l3 11h11l3-8H11" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/><circle cx="13.5" cy="24.5" r="2" fill="#fff"/><circle cx="21.5" cy="24.5" r="2" fill="#fff"/></svg>`;

const links = Object.entries(LINKS).map(
  ([name, href]) => `<li><a href="${href}">${name}</a> <code>${href}</code></li>`,
);
const PAGE = htmlPage(
  apiInfo.title,
  "The shop is running",
  `<h1>The shop is running</h1>
<p>This is the backend; storefronts connect to it.</p>
<ul class="card links">${links.join("")}</ul>`,
);

/** GET /: the addresses of the shop, as a page or as JSON. */
export const home: RequestHandler = (req, res) => {
  const html = req.accepts(["json", "html"]) === "html";
  const text = html ? PAGE : JSON.stringify({ name: apiInfo.title, version: apiInfo.version, links: LINKS });
  res.vary("Accept");
  if (html) res.setHeader("Content-Security-Policy", pagePolicy());
  res.setHeader("Content-Type", `${html ? "text/html" : "application/json"}; charset=utf-8`);
  res.setHeader("Content-Length", Buffer.byteLength(text));
  res.end(text);
};

export const favicon: RequestHandler = (_req, res) => {
  res.setHeader("Content-Type", "image/svg+xml");
  res.setHeader("Cache-Control", "public, max-age=86400");
  res.end(ICON);
};
