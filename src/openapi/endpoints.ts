import type { Router } from "express";
import type { LimitName } from "../limits/table.js";
import type { Shape } from "../http/action.js";
import type { Endpoint } from "../middlewares/endpoint/endpoint.js";
import type { Permission } from "../policies/permissions.js";

/** A route as the router knows it, with what its middlewares say about themselves. */
export type RouteEntry = {
  method: string;
  /** With OpenAPI's braces: /api/v1/orders/{id}. */
  path: string;
  shape: Shape;
  kind: Endpoint["kind"] | null;
  idempotencyKey: Endpoint["idempotencyKey"];
  security: "none" | "optional" | "required";
  permission: Permission | null;
  limit: LimitName | null;
};

type Handle = Partial<Endpoint> & {
  security?: "optional" | "required";
  permission?: Permission;
  limit?: LimitName;
};
type Layer = { route?: { path: string; stack: { method: string; handle: Handle }[] } };

/** Walks the mount table: the routes that really exist, whatever the comments say. */
export function routeEntries(mounts: { path: string; router: Router }[]): RouteEntry[] {
  return mounts.flatMap(({ path, router }) =>
    (router.stack as Layer[]).flatMap(({ route }) => (route ? entriesOf(path, route) : [])),
  );
}

function entriesOf(mount: string, route: NonNullable<Layer["route"]>): RouteEntry[] {
  const path = `${mount}${route.path === "/" ? "" : route.path}`.replace(/:(\w+)/g, "{$1}") || "/";
  return [...new Set(route.stack.map(({ method }) => method))].map((method) => {
    const handles = route.stack.filter((layer) => layer.method === method).map(({ handle }) => handle);
    const last = handles.find(({ shape }) => shape);
    return {
      method,
      path,
      shape: last?.shape ?? {},
      kind: last?.kind ?? null,
      idempotencyKey: last?.idempotencyKey ?? "none",
      security: handles.find(({ security }) => security)?.security ?? "none",
      permission: handles.find(({ permission }) => permission)?.permission ?? null,
      limit: handles.find(({ limit }) => limit)?.limit ?? null,
    };
  });
}
