import { expect } from "chai";
import request from "supertest";
import { errorCatalog } from "../../src/errors/errorCatalog.js";
import { lifecycle } from "../../src/lib/lifecycle.js";
import { designTokens } from "../../src/lib/pages/designTokens.js";
import { api, expectProblem, testServer } from "../support/api.js";

const get = (url: string, headers: Record<string, string> = {}) =>
  request(testServer()).get(url).set(headers).redirects(0);

describe("GET /health/live and /health/ready", () => {
  afterEach(() => {
    lifecycle.draining = false;
  });

  it("returns live without a query, and ready after one query", async () => {
    const live = await api.get("/health/live");
    expect(live.body).to.deep.equal({ status: "live" });
    expect(live.headers["server-timing"]).to.include('"0 queries"');

    const ready = await api.get("/health/ready");
    expect(ready.body).to.deep.equal({ status: "ready" });
    expect(ready.headers["cache-control"]).to.equal("no-store");
  });

  it("is live but not ready once the process is shutting down", async () => {
    lifecycle.draining = true;
    const ready = await api.get("/health/ready");
    expectProblem(ready, 503, "shutting_down");
    expect(ready.headers["retry-after"]).to.equal("2");
    expect((await api.get("/health/live")).status).to.equal(200);
  });
});

describe("GET /problems", () => {
  it("describes every error code, at the URL in the problem's type", async () => {
    const list = await api.get("/problems");
    const codes = (list.body as { data: { code: string; url: string }[] }).data;
    expect(codes.map(({ code }) => code)).to.have.members([...errorCatalog.keys()]);

    const missing = await api.get("/api/v1/nowhere");
    const one = await api.get((missing.body as { type: string }).type);
    expect(one.body).to.include({ code: "route_not_found", status: 404 });
  });

  it("returns 404 for an unknown code, and for names of Object.prototype", async () => {
    for (const code of ["nothing_like_it", "constructor", "__proto__"])
      expectProblem(await api.get(`/problems/${code}`), 404, "not_found");
  });
});

describe("GET /openapi.json", () => {
  it("returns the document, and 304 if the client has it", async () => {
    const first = await get("/openapi.json");
    expect(first.body).to.include({ openapi: "3.1.0" });
    expect(first.body.info.title).to.equal("Cartwright API");
    expect(first.body.servers[0].url).to.equal("/");
    const etag = String(first.headers.etag);
    expect(etag).to.match(/^"[\w-]+"$/);
    expect((await get("/openapi.json", { "If-None-Match": etag })).status).to.equal(304);
    expect((await get("/openapi.json", { "If-None-Match": '"another"' })).status).to.equal(200);
  });
});

describe("GET /docs", () => {
  it("serves Swagger UI with all its files, under its own Content-Security-Policy", async () => {
    for (const url of ["/docs", "/docs/"]) {
      const page = await get(url);
      expect(page.status, url).to.equal(200);
      expect(page.text).to.include("<title>Cartwright API</title>");
      const policy = String(page.headers["content-security-policy"]);
      expect(policy).to.include("script-src 'self';").and.include("connect-src 'self';");
      expect(policy).not.to.match(/script-src[^;]*unsafe/);
      const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => String(file));
      expect(files).to.have.length.at.least(5);
      for (const file of files) expect((await get(file)).status, file).to.equal(200);
    }
    const settings = await get("/docs/swagger-ui-init.js");
    expect(settings.headers["content-type"]).to.match(/javascript/);
    expect(settings.text).to.include('"url": "/openapi.json"').and.include('"persistAuthorization": true');
  });

  it("limits that policy to /docs, and serves no other files", async () => {
    expect((await get("/")).headers["content-security-policy"]).not.to.include("connect-src");
    for (const url of ["/docs/package.json", "/docs/../package.json", "/docs/nothing.js"])
      expect((await get(url)).status, url).to.equal(404);
  });
});

describe("GET /", () => {
  it("returns a page to a browser, and JSON to other clients", async () => {
    const page = await get("/", { Accept: "text/html,*/*;q=0.8" });
    expect(page.headers["content-type"]).to.match(/^text\/html/);
    expect(page.text).to.include('href="/docs"');
    const json = await get("/");
    expect(json.body).to.include({ name: "Cartwright API" });
    expect(json.headers.vary).to.match(/Accept/);
  });

  it("allows the page's style sheet, and no inline styles or scripts", async () => {
    const page = await get("/", { Accept: "text/html,*/*;q=0.8" });
    expect(page.headers["content-security-policy"]).to.include("default-src 'none'; style-src 'self';");
    expect(page.text)
      .to.include('href="/pages.css"')
      .and.not.match(/<style| style=/);
  });

  it("has a style sheet with the colours of both schemes", async () => {
    const { headers, text } = await get("/pages.css");
    expect(headers["content-type"]).to.equal("text/css; charset=utf-8");
    for (const { text: color } of [designTokens.light, designTokens.dark])
      expect(text).to.include(`--text:${color};`);
  });

  it("has an icon", async () => {
    const icon = await get("/favicon.ico");
    expect(icon.headers["content-type"]).to.equal("image/svg+xml");
  });
});

describe("GET /media", () => {
  it("serves images to other origins with long caching, and never as an active document", async () => {
    const { headers, status } = await get("/media/demo/stoneware-mug.svg");
    expect(status).to.equal(200);
    expect(headers).to.include({
      "content-type": "image/svg+xml",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": "public, max-age=604800, immutable",
    });
    expect(headers["content-security-policy"]).to.include("default-src 'none'").and.include("sandbox");
  });

  it("returns 404 for missing files, and never leaves its folder", async () => {
    for (const url of [
      "/media/no.svg",
      "/media/",
      "/media/..%2f..%2fpackage.json",
      "/media/%00",
      "/media/.env",
    ])
      expect((await get(url)).status, url).to.be.oneOf([400, 404]);
  });
});
