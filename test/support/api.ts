import { readFileSync } from "node:fs";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect } from "chai";
import request, { type Response } from "supertest";
import { createApp } from "../../src/app.js";
import { createHttpServer } from "../../src/httpServer.js";
import { responses } from "../../src/openapi/responses.js";
import { Problem } from "../../src/views/system/problem.js";

type Document = {
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, { $ref?: string }> }>
  >;
};
const document = JSON.parse(readFileSync(path.resolve(__dirname, "../../openapi.json"), "utf8")) as Document;

let server: Server | undefined;

/** Starts the application on a port of its own, with the same server code as in production. */
export async function openTestServer(): Promise<void> {
  server = createHttpServer(createApp()).listen(0, "127.0.0.1");
  await once(server, "listening");
}

export function testServer(): Server {
  if (!server) throw new Error("the test server is opened by test/support/setup.ts");
  return server;
}

/** Lets the process end: an open server would keep it waiting. */
export function closeTestServer(): void {
  server?.close();
  server?.closeAllConnections();
}

/** Where the test server listens, for what does not go through `api`. */
export const testOrigin = (): string => `http://127.0.0.1:${(testServer().address() as AddressInfo).port}`;

export type Headers = Record<string, string>;
type Method = "get" | "post" | "put" | "patch" | "delete";

/** Sends a request, and holds the answer against the document: its status must be documented, its body must parse. */
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

/** The number of SQL statements a response says it took. */
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
  const operation = operationFor(method, url);
  if (!operation) return;
  const documented = operation.responses[response.status];
  if (!documented && response.status !== 304)
    throw new Error(`${where} is not documented (${operation.operationId})`);
  const name = documented?.$ref?.split("/").pop();
  const view = name === undefined ? undefined : responses[name];
  if (view && response.type === "application/json") {
    const parsed = view.schema.safeParse(response.body);
    if (!parsed.success) throw new Error(`${where} is not a ${name}: ${parsed.error.message}`);
  }
}

function operationFor(method: string, url: string) {
  const pathname = url.split("?", 1)[0] ?? "";
  const matching = Object.entries(document.paths).filter(
    ([template, operations]) =>
      operations[method] && new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathname),
  );
  // /orders/{id} also matches /orders/export; the path with fewer parameters is meant.
  const [best] = matching.sort(([a], [b]) => a.split("{").length - b.split("{").length);
  return best?.[1][method];
}
