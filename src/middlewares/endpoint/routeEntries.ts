import type { Router } from "express";
import type { Shape, View } from "../../http/action.js";
import { registeredRoutes } from "../../http/expressInternals.js";
import type { LimitName } from "../../limits/table.js";
import type { Permission } from "../../models/identity/vocabulary.js";
import type { Endpoint } from "./endpoint.js";

/** A route of the router, with the facts of its middlewares. */
export type RouteEntry = {
  method: string;
  /** In OpenAPI notation: /api/v1/orders/{id}. */
  path: string;
  shape: Shape;
  view: View;
  kind: Endpoint["kind"] | null;
  idempotencyKey: Endpoint["idempotencyKey"];
  audit: Endpoint["audit"];
  security: "none" | "optional" | "required";
  permission: Permission | null;
  limit: LimitName | null;
};

type Handler = Partial<Endpoint> & {
  security?: "optional" | "required";
  permission?: Permission;
  limit?: LimitName;
};

/** The routes of the mount table, regardless of their comments. */
export const routeEntries = (mounts: { path: string; router: Router }[]): RouteEntry[] =>
  mounts.flatMap(({ path: mount, router }) =>
    registeredRoutes(router).map(({ method, path, handlers }) =>
      entryOf(method, templateOf(mount, path), handlers),
    ),
  );

const templateOf = (mount: string, path: string): string =>
  `${mount}${path === "/" ? "" : path}`.replace(/:(\w+)/g, "{$1}") || "/";

function entryOf(method: string, path: string, handlers: Handler[]): RouteEntry {
  const endpoint = handlers.find(({ shape }) => shape);
  return {
    method,
    path,
    shape: endpoint?.shape ?? {},
    view: endpoint?.view ?? null,
    kind: endpoint?.kind ?? null,
    idempotencyKey: endpoint?.idempotencyKey ?? "none",
    audit: endpoint?.audit ?? null,
    security: handlers.find(({ security }) => security)?.security ?? "none",
    permission: handlers.find(({ permission }) => permission)?.permission ?? null,
    limit: handlers.find(({ limit }) => limit)?.limit ?? null,
  };
}
