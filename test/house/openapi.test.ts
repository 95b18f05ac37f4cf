import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { errorCatalog } from "../../src/errors/errorCatalog.js";
import { Router } from "express";
import { noContent } from "../../src/http/reply.js";
import { read } from "../../src/middlewares/endpoint/endpoint.js";
import { buildOpenApi } from "../../src/openapi/build.js";
import { routeEntries } from "../../src/middlewares/endpoint/routeEntries.js";
import { mounts } from "../../src/routes/index.js";

type Schema = Record<string, unknown> & { $ref?: string };
type Media = { content?: Record<string, { schema?: Schema }> };
type Answer = Media & { description?: string };
type Operation = {
  operationId?: string;
  summary?: string;
  tags?: string[];
  requestBody?: Media;
  responses: Record<string, Answer>;
};
type Document = {
  openapi: string;
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const root = path.resolve(__dirname, "../..");
const built = buildOpenApi(mounts);
const document = built as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([route, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${route}`,
    method,
    ...operation,
  })),
);

/** Every object of a JSON tree, with its path. */
function* nodes(node: unknown, at = "#"): Generator<[string, Record<string, unknown>]> {
  if (typeof node !== "object" || node === null) return;
  yield [at, node as Record<string, unknown>];
  for (const [key, child] of Object.entries(node)) yield* nodes(child, `${at}/${key}`);
}

const resolve = (reference: string): unknown =>
  reference
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);

/** A body's schema and all schemas that it references. */
function* schemasOf(schema: Schema, seen = new Set<string>()): Generator<[string, Record<string, unknown>]> {
  for (const [at, node] of nodes(schema)) {
    yield [at, node];
    if (typeof node.$ref !== "string" || seen.has(node.$ref)) continue;
    seen.add(node.$ref);
    yield* schemasOf(resolve(node.$ref) as Schema, seen);
  }
}

describe("openapi.json", () => {
  it("is valid OpenAPI 3.1", async function () {
    this.timeout(30_000);
    const { validate, compileErrors } = await import("@readme/openapi-parser");
    const copy = structuredClone(built) as unknown as Parameters<typeof validate>[0];
    const result = await validate(copy);
    expect(result.valid, result.valid ? "" : compileErrors(result)).to.equal(true);
    expect(document.openapi).to.match(/^3\.1\./);
  });

  it("equals the committed file, byte for byte (npm run openapi writes it)", () => {
    const committed = readFileSync(path.join(root, "openapi.json"), "utf8");
    expect(`${JSON.stringify(built, null, 2)}\n` === committed, "openapi.json is stale").to.equal(true);
  });

  it("documents every route and no others", () => {
    const routed = routeEntries(mounts).map(({ method, path: route }) => `${method.toUpperCase()} ${route}`);
    expect(new Set(routed)).to.have.property("size", routed.length, "a route is mounted twice");
    expect(operations.map(({ name }) => name)).to.have.members(routed);
  });

  it("cannot be built if a route and its comment disagree on a body", () => {
    const router = Router().get(
      "/live",
      read({}, () => noContent()),
    );
    const changed = mounts.map((mount) => (mount.path === "/health" ? { path: "/health", router } : mount));
    expect(() => buildOpenApi(changed)).to.throw(
      "GET /health/live has no view; its comment leaves the body of 200 open",
    );
  });

  it("gives every operation a unique id, a summary and known tags", () => {
    const tags = document.tags.map(({ name }) => name);
    for (const { name, operationId, summary, tags: own = [] } of operations) {
      expect(operationId, name).to.match(/^[a-z][A-Za-z]+$/);
      expect(summary, name).to.match(/^.{3,80}[^.]$/);
      expect(own, name).to.have.length.at.least(1);
      expect(tags, name).to.include.members(own);
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
  });

  it("documents success, 400 and 503 for every operation", () => {
    for (const { name, responses } of operations) {
      const statuses = Object.keys(responses);
      expect(
        statuses.some((status) => /^[23]\d\d$/.test(status)),
        name,
      ).to.equal(true);
      expect(statuses, name).to.include.members(["400", "503"]);
    }
  });

  it("has no dangling references and no unused schemas", () => {
    const references = [...nodes(document)].flatMap(([, { $ref }]) => (typeof $ref === "string" ? $ref : []));
    for (const reference of references) expect(resolve(reference), reference).to.be.an("object");
    const unused = Object.keys(document.components.schemas)
      .map((name) => `#/components/schemas/${name}`)
      .filter((reference) => !references.includes(reference));
    expect(unused).to.deep.equal([]);
  });

  it("has a schema for every response with content", () => {
    const answers = operations.flatMap(({ name, responses }) =>
      Object.entries(responses).map(([status, answer]): [string, Answer] => [`${name} ${status}`, answer]),
    );
    for (const [name, { content, description }] of answers) {
      expect(description, name).to.be.a("string").and.not.equal("");
      for (const media of Object.values(content ?? {})) expect(media.schema, name).to.be.an("object");
    }
  });

  it("closes every body: unknown keys are rejected at every depth", () => {
    const open = operations.flatMap(({ name, requestBody }) =>
      Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => {
        expect(schema, name).to.be.an("object");
        return (
          [...schemasOf(schema as Schema)]
            .filter(([, node]) => node.type === "object" && node.additionalProperties !== false)
            // A record (free keys) has schemas for its keys and values.
            .filter(([, node]) => typeof node.additionalProperties !== "object")
            .map(([at]) => `${name}: ${at}`)
        );
      }),
    );
    expect(open).to.deep.equal([]);
  });

  it("bounds every string and list of a request body", () => {
    const unbounded = operations.flatMap(({ name, requestBody }) =>
      Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
        [...schemasOf(schema as Schema)]
          .filter(([, node]) => isUnbounded(node))
          .map(([at]) => `${name}: ${at}`),
      ),
    );
    expect(unbounded).to.deep.equal([]);
  });

  it("names only error codes that exist", () => {
    const files = readdirSync(path.join(root, "src/routes"), { recursive: true, encoding: "utf8" });
    const named = files
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(path.join(root, "src/routes", file), "utf8").matchAll(/x-errors: *\[([^\]]*)\]/g),
      ])
      .flatMap(([, codes = ""]) => codes.split(/[\s,*]+/).filter(Boolean));
    expect(named).to.have.length.at.least(1);
    expect([...errorCatalog.keys()]).to.include.members(named);
  });
});

/** Bounded by maxLength, a pattern, a format or fixed values; lists by maxItems. */
function isUnbounded(node: Record<string, unknown>): boolean {
  if (node.type === "array") return node.maxItems === undefined;
  const bounded = ["maxLength", "pattern", "enum", "const", "format"].some((key) => key in node);
  return node.type === "string" && !bounded;
}
