import path from "node:path";
import type { Router } from "express";
import swaggerJsdoc from "swagger-jsdoc";
import { errorCatalog } from "../errors/errorCatalog.js";
import { Problem } from "../views/system/problem.js";
import { type RouteEntry, routeEntries } from "../middlewares/endpoint/routeEntries.js";
import { info, securitySchemes, servers, tags } from "./info.js";
import { createSchemaWriter, type JsonSchema } from "./schemas.js";

type Operation = Record<string, unknown> & {
  operationId?: string;
  parameters?: object[];
  security?: object[];
  responses: Responses;
  "x-errors"?: string[];
};
export type OpenApiDocument = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
} & Record<string, unknown>;

/**
 * Texts come from the `@openapi` comments of the routes, shapes from their zod schemas, security and errors from their
 * middlewares. An operation without a comment or a route fails the build.
 */
export function buildOpenApi(mounts: { path: string; router: Router }[]): OpenApiDocument {
  const routesFolder = path.resolve(__dirname, "../routes").replaceAll("\\", "/");
  const words = swaggerJsdoc({
    // By default, swagger-jsdoc drops a comment with a YAML error and logs a line.
    failOnErrors: true,
    definition: { openapi: "3.1.0", info, servers, tags },
    apis: [`${routesFolder}/**/*.{ts,js}`],
  }) as OpenApiDocument;
  const schemas = createSchemaWriter();
  schemas.convert(Problem, "output");
  const paths: OpenApiDocument["paths"] = {};
  for (const entry of routeEntries(mounts)) {
    const operation = words.paths[entry.path]?.[entry.method];
    if (!operation) throw new Error(`${entry.method.toUpperCase()} ${entry.path} has no @openapi comment`);
    (paths[entry.path] ??= {})[entry.method] = complete(operation, entry, schemas);
  }
  for (const [documented, operations] of Object.entries(words.paths)) {
    for (const method of Object.keys(operations)) {
      if (!paths[documented]?.[method])
        throw new Error(`${method.toUpperCase()} ${documented} is documented, not routed`);
    }
  }
  return {
    ...words,
    paths: sorted(paths),
    components: {
      schemas: sorted(schemas.components),
      securitySchemes,
    },
  };
}

const sorted = <T>(object: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

function complete(
  { "x-errors": codes = [], ...operation }: Operation,
  entry: RouteEntry,
  schemas: ReturnType<typeof createSchemaWriter>,
): Operation {
  const { shape, security, permission } = entry;
  const parameters = [
    ...parametersOf(shape.params && schemas.convert(shape.params, "input"), "path"),
    ...parametersOf(shape.query && schemas.convert(shape.query, "input"), "query"),
    ...headerParameters(entry, codes),
    ...(operation.parameters ?? []),
  ];
  const needs = permission ? `Needs the permission \`${permission}\`.` : "";
  const description = [operation.description, needs].filter(Boolean).join("\n\n");
  return {
    ...operation,
    ...(description && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(shape.body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemas.convert(shape.body, "input") } },
      },
    }),
    security: operation.security ?? SECURITY[security],
    ...(permission && { "x-permission": permission }),
    responses: { ...successResponses(operation.responses, entry, schemas), ...errorResponses(entry, codes) },
  };
}

type Responses = Record<string, { description: string; content?: object }>;

/**
 * The comment's responses, with the view as the body of the response whose body the comment does not describe.
 * @throws Error if there is no such response, or more than one
 */
function successResponses(
  described: Responses,
  { method, path, view }: RouteEntry,
  schemas: ReturnType<typeof createSchemaWriter>,
): Responses {
  const bare = Object.keys(described).filter(
    (status) => /^2(?!04)/.test(status) && !described[status]?.content,
  );
  const [status] = bare;
  if (bare.length > 1 || (view === null) !== (status === undefined)) {
    const line = view ? "has a view" : "has no view";
    const comment = bare.join(" and ") || "no response";
    throw new Error(
      `${method.toUpperCase()} ${path} ${line}; its comment leaves the body of ${comment} open`,
    );
  }
  if (!view || status === undefined) return described;
  const content = { "application/json": { schema: schemas.convert(view, "output") } };
  return { ...described, [status]: { ...(described[status] as Responses[string]), content } };
}

const SECURITY = {
  none: [],
  optional: [{}, { bearer: [] }, { session: [] }, { cartToken: [] }],
  required: [{ bearer: [] }, { session: [] }],
};

/** An object schema's properties as parameters; query and path schemas are plain objects, never references. */
function parametersOf(schema: JsonSchema | undefined, where: "path" | "query"): object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, { description, ...property }]) => ({
    name,
    in: where,
    required: where === "path" || Boolean(schema?.required?.includes(name)),
    ...(description !== undefined && { description }),
    schema: property,
  }));
}

function headerParameters({ kind, method, idempotencyKey }: RouteEntry, codes: string[]): object[] {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: "header",
    required,
    description,
    schema: { type: "string", maxLength: 255 },
  });
  const keyWords =
    "Makes the request safe to retry: the same key and body return the stored response, with `Idempotent-Replayed: true`. " +
    "Use a random value (a UUID). A key belongs to the account, the API key, the cart's or the order's token. A request " +
    "without any of them needs a key of at least 16 characters, and its response is stored only if it has no content, " +
    "is an error, or the request has a password; otherwise a retry runs again.";
  const conditional =
    method === "post" ? codes.includes("stale_version") : kind === "write" && method !== "get";
  return [
    ...(method === "post" && idempotencyKey !== "none"
      ? [header("Idempotency-Key", idempotencyKey === "required", keyWords)]
      : []),
    ...(conditional
      ? [header("If-Match", false, "The expected version (an ETag); the request fails if it has changed.")]
      : []),
  ];
}

/** The errors that every route of this kind can return and the codes that its comment names, grouped by status. */
function errorResponses(
  { shape, security, permission, method, idempotencyKey, kind, limit }: RouteEntry,
  named: string[],
) {
  const codes = new Set<string>([
    "validation_failed",
    "malformed_request",
    "internal_error",
    "unavailable",
    "overloaded",
  ]);
  const when = (condition: unknown, ...more: string[]) =>
    condition && more.forEach((code) => codes.add(code));
  when(shape.body, "malformed_json", "constraint_violated");
  // A body is read, and may be rejected, before the route is known.
  when(true, "payload_too_large", "unsupported_media_type");
  when(security !== "none", "invalid_token");
  // not_allowed: some routes require a user and reject API keys.
  when(security === "required", "not_authenticated", "not_allowed");
  when(permission, "not_allowed", "mfa_enrollment_required", "mfa_login_required");
  // All writes share a limit; some routes have their own.
  when(limit || method !== "get", "rate_limited");
  when(security !== "none" && method !== "get", "csrf_failed");
  when(shape.params, "not_found");
  when(kind === "write", "stale_version");
  when(method === "post" && idempotencyKey !== "none", "idempotency_key_reused", "idempotency_in_flight");
  when(idempotencyKey === "required", "idempotency_key_required");
  when(true, ...named);

  const byStatus: Record<string, string[]> = {};
  for (const code of codes) {
    const known = errorCatalog.get(code);
    if (!known) throw new Error(`x-errors names ${code}, which src/errors.ts does not define`);
    (byStatus[known.status] ??= []).push(`\`${code}\`: ${known.title}`);
  }
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, lines]) => [
      status,
      {
        description: lines.sort().join("\n\n"),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}
