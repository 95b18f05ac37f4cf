import { readFileSync } from "node:fs";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect } from "chai";
import request, { type Response } from "supertest";
import { createApp } from "../../src/app.js";
import { createHttpServer } from "../../src/httpServer.js";
import { routeEntries } from "../../src/middlewares/endpoint/routeEntries.js";
import { mounts } from "../../src/routes/index.js";
import { Problem } from "../../src/views/system/problem.js";

type Document = {
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, { content?: object }> }>
  >;
};
const document = JSON.parse(readFileSync(path.resolve(__dirname, "../../openapi.json"), "utf8")) as Document;
const views = new Map(routeEntries(mounts).map(({ method, path, view }) => [`${method} ${path}`, view]));

let server: Server | undefined;

/** Starts the application on a free port, with the same server code as in production. */
export async function openTestServer(): Promise<void> {
  server = createHttpServer(createApp()).listen(0, "127.0.0.1");
  await once(server, "listening");
}

export function testServer(): Server {
  if (!server) throw new Error("the test server is opened by test/support/setup.ts");
  return server;
}

/** Closes the server, which would otherwise keep the process running. */
export function closeTestServer(): void {
  server?.close();
  server?.closeAllConnections();
}

/** The origin of the test server, for requests that do not use `api`. */
export const testOrigin = (): string => `http://127.0.0.1:${(testServer().address() as AddressInfo).port}`;

export type Headers = Record<string, string>;
type Method = "get" | "post" | "put" | "patch" | "delete";

/** Sends a request, and checks the response: its status must be documented, and its body must match the schema. */
async function send(method: Method, url: string, body: unknown, headers: Headers): Promise<Response> {
  const started = request(testServer())[method](url).set(headers);
  const response = await (body === undefined ? started : started.send(body as object));
  assertDocumented(method, url, response);
  return response;
}

export const api = {
  get: (url: string, headers: Headers = {}) => send("get", url, undefined, headers),
  post: (url: string, body?: unknown, headers: Headers = {}) => send("post", url, body, headers),
  put: (url: string, body?: unknown, headers: Headers = {}) => send("put", url, body, headers),
  patch: (url: string, body?: unknown, headers: Headers = {}) => send("patch", url, body, headers),
  delete: (url: string, headers: Headers = {}) => send("delete", url, undefined, headers),
};

/** The number of SQL statements that a response reports. */
export const statementsOf = (response: Response): number =>
  Number(/desc="(\d+) queries"/.exec(response.headers["server-timing"] ?? "")?.[1]);

/** The code of a problem, after checking that it is one. */
export function expectProblem(response: Response, status: number, code: string): void {
  expect(response.status, response.text).to.equal(status);
  expect(response.headers["content-type"]).to.match(/^application\/problem\+json/);
  expect((response.body as { code: string }).code).to.equal(code);
}

export function assertDocumented(method: string, url: string, response: Response): void {
  const where = `${method.toUpperCase()} ${url} → ${response.status}`;
  if (response.status >= 400) Problem.parse(response.body);
  const template = templateFor(method, url);
  const operation = template === undefined ? undefined : document.paths[template]?.[method];
  if (!operation) return;
  const documented = operation.responses[response.status];
  if (!documented && response.status !== 304)
    throw new Error(`${where} is not documented (${operation.operationId})`);
  const view = response.status < 300 && documented?.content ? views.get(`${method} ${template}`) : undefined;
  if (view && response.type === "application/json") {
    const parsed = view.safeParse(response.body);
    if (!parsed.success) throw new Error(`${where} does not match its view: ${parsed.error.message}`);
  }
}

/** The documented path of a URL. */
function templateFor(method: string, url: string): string | undefined {
  const pathname = url.split("?", 1)[0] ?? "";
  const matching = Object.entries(document.paths)
    .filter(([template, operations]) => operations[method] && patternOf(template).test(pathname))
    .map(([template]) => template);
  // /orders/{id} also matches /orders/export; the path with fewer parameters takes precedence.
  return matching.sort((a, b) => a.split("{").length - b.split("{").length)[0];
}

const patternOf = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`);
