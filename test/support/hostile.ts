import { Agent, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createApp } from "../../src/app.js";
import { createHttpServer } from "../../src/httpServer.js";
import { buildOpenApi } from "../../src/openapi/build.js";
import { routeEntries, type RouteEntry } from "../../src/middlewares/endpoint/routeEntries.js";
import { mounts } from "../../src/routes/index.js";
import { Problem } from "../../src/views/system/problem.js";
import { sql } from "./database.js";
import { adminHeaders, customerHeaders } from "./factories/identity/users.js";
import { sample, type Resolver, type Schema } from "./schemaSamples.js";

export type Headers = Record<string, string | string[]>;
export type Sent = { method: string; path: string; headers?: Headers; body?: string | Buffer };
export type Answer = { status: number; headers: Record<string, unknown>; text: string };
export type Role = "guest" | "customer" | "admin";
export const ROLES: Role[] = ["guest", "customer", "admin"];

/** A UUIDv7 that no row has. */
export const NOBODY = "0192b6a0-0000-7000-8000-000000000000";

export const routes: RouteEntry[] = routeEntries(mounts);
const document = buildOpenApi(mounts) as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
type Operation = {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { name: string; in: string; schema: Schema }[];
  responses: Record<string, unknown>;
  security?: Record<string, string[]>[];
};
export const operationOf = ({ path, method }: RouteEntry): Operation =>
  document.paths[path]?.[method] ?? { responses: {} };

export const resolve: Resolver = (schema) =>
  schema.$ref ? resolve(document.components.schemas[schema.$ref.split("/").pop() ?? ""] ?? {}) : schema;

export const bodySchemaOf = (route: RouteEntry): Schema | undefined =>
  operationOf(route).requestBody?.content["application/json"]?.schema;

/** A valid body: all properties of the schema, without those that conflict with others. */
export function soundBody(route: RouteEntry): unknown {
  const schema = bodySchemaOf(route);
  let body = schema && sample(schema, resolve);
  for (let tries = 0; tries < 3; tries++) {
    const issues = route.shape.body?.safeParse(body).error?.issues ?? [];
    for (const { path } of issues) body = without(body, path);
  }
  return body;
}

/** The value without the property at a path; arrays keep their items. */
function without(value: unknown, [name, ...rest]: PropertyKey[]): unknown {
  if (typeof value !== "object" || value === null || name === undefined) return value;
  if (Array.isArray(value)) return value.map((item, index) => (index === name ? without(item, rest) : item));
  const entries = Object.entries(value).filter(([own]) => own !== name || rest.length > 0);
  return Object.fromEntries(
    entries.map(([own, child]) => [own, own === name ? without(child, rest) : child]),
  );
}

/** The same as text; undefined if the route has no body. */
export const validBody = (route: RouteEntry): string | undefined =>
  bodySchemaOf(route) && JSON.stringify(soundBody(route));

export const pathOf = (route: RouteEntry, value: string = NOBODY): string =>
  route.path.replace(/\{\w+\}/g, value);

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
let server: Server | undefined;
let sent = 0;

/** Starts a server that listens until closeShop(): one per request would take most of the time. */
export async function openShop(): Promise<void> {
  server = createHttpServer(createApp());
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  sent = 0;
}

export async function closeShop(): Promise<void> {
  agent.destroy();
  await new Promise((closed) => server?.close(closed));
  process.stdout.write(`      (${sent} requests)\n`);
}

export const port = (): number => (server?.address() as AddressInfo).port;

/** Sends one request unchanged: a client library would correct it. */
export function send({ method, path, headers = {}, body }: Sent): Promise<Answer> {
  sent += 1;
  return new Promise((answered, failed) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = {
      agent,
      port: port(),
      host: "127.0.0.1",
      method,
      path,
      headers: { ...length, ...headers },
    };
    const outgoing = httpRequest(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", failed);
      incoming.on("end", () =>
        answered({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on("error", failed);
    outgoing.end(body);
  });
}

export const json = (headers: Headers = {}): Headers => ({ "content-type": "application/json", ...headers });

/** Texts that reveal internals: stacks, paths, SQL. */
const INTERNALS =
  /\n\s+at .+:\d+|node_modules|\/src\/|\.[jt]s:\d|SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|sequelize|violates|syntax error at/i;

/** Checks the conditions that every response meets. `where` names the request in the failure. */
export function assertWellFormed(answer: Answer, where: string, route?: RouteEntry): void {
  const { status, headers, text } = answer;
  expect(status, `${where}: ${text.slice(0, 300)}`).to.be.within(200, 499);
  expect(headers["x-request-id"], where).to.be.a("string");
  if (status >= 400 && text !== "") {
    expect(headers["content-type"], where).to.match(/^application\/problem\+json/);
    const problem = Problem.parse(JSON.parse(text));
    expect(problem.status, where).to.equal(status);
    expect(problem.requestId, where).to.equal(headers["x-request-id"]);
    expect(text, where).not.to.match(INTERNALS);
  }
  if (route && status !== 405 && status !== 304)
    expect(Object.keys(operationOf(route).responses), `${where}: an undocumented ${status}`).to.include(
      `${status}`,
    );
}

export function assertRefused(answer: Answer, where: string): void {
  expect(answer.status, `${where} was accepted: ${answer.text.slice(0, 300)}`).to.be.at.least(400);
}

/** The number of rows of each table, except idempotency keys, which also store refusals. */
export async function rowCounts(): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('idempotency_keys', 'SequelizeMeta')`,
  );
  const counts = tables.map(({ name }) => `(SELECT count(*)::int FROM ${name}) AS ${name}`);
  const [row] = await sql<Record<string, number>>(`SELECT ${counts.join(", ")}`);
  return row ?? {};
}

/** Headers of a new user in that role. */
export async function headersOf(role: Role): Promise<Headers> {
  if (role === "guest") return {};
  return role === "admin" ? adminHeaders() : customerHeaders();
}
