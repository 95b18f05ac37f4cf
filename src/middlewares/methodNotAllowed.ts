import type { RequestHandler } from "express";
import { MethodNotAllowed } from "../errors/system.js";
import type { RouteEntry } from "./endpoint/routeEntries.js";

/**
 * Runs after all routes: a known path with another method is a 405 that lists the allowed methods (RFC 9110 § 15.5.6), so
 * that a wrong method does not look like a wrong path.
 */
export function methodNotAllowed(routes: RouteEntry[]): RequestHandler {
  const known = routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }));
  return (req, _res, next) => {
    const methods = known.filter(({ pattern }) => pattern.test(req.path)).map(({ method }) => method);
    if (methods.length === 0) return next();
    const allowed = new Set([...methods.map((method) => method.toUpperCase()), "OPTIONS"]);
    if (allowed.has("GET")) allowed.add("HEAD");
    const list = [...allowed].sort();
    throw new MethodNotAllowed({ allowed: list, headers: { Allow: list.join(", ") } });
  };
}

/** Matches like Express by default: case-insensitively, with or without a trailing slash. */
function patternOf(template: string): RegExp {
  const escaped = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${escaped}/?$`, "i");
}
