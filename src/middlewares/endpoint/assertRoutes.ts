import type { RouteEntry } from "./routeEntries.js";

/**
 * Rejects invalid routes at start-up: a write that requires a permission but has no audit entry, and a required
 * Idempotency-Key on a method other than POST, where keys are not read.
 * @throws Error that names the route
 */
export function assertRoutes(routes: RouteEntry[]): void {
  for (const { method, path, kind, permission, audit, idempotencyKey } of routes) {
    const name = `${method.toUpperCase()} ${path}`;
    if (permission !== null && kind !== "read" && audit === null)
      throw new Error(`${name} needs the permission ${permission} but names no audit entry`);
    if (idempotencyKey === "required" && method !== "post")
      throw new Error(`${name} requires an Idempotency-Key, which is read on POST only`);
  }
}
