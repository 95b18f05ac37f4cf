import { IncomingMessage, ServerResponse } from "node:http";
import type { Express, Router } from "express";

/**
 * The parts of Express that it does not document. Nothing else in `src` touches them, and
 * test/http/expressInternals.test.ts fails when a new version changes them.
 */

/** A method of a route and the handlers of its chain, in order. */
export type RegisteredRoute = { method: string; path: string; handlers: object[] };
type Layer = { route?: { path: string; stack: { method: string; handle: object }[] } };

/** The routes of a router, in the order in which Express tries them. Paths are relative to the router. */
export const registeredRoutes = (router: Router): RegisteredRoute[] =>
  (router.stack as Layer[]).flatMap(({ route }) => (route ? methodsOf(route) : []));

const methodsOf = ({ path, stack }: NonNullable<Layer["route"]>): RegisteredRoute[] =>
  [...new Set(stack.map(({ method }) => method))].map((method) => ({
    method,
    path,
    handlers: stack.filter((layer) => layer.method === method).map(({ handle }) => handle),
  }));

/**
 * Classes for `http.createServer` whose instances already have the prototypes that Express sets on every request and
 * response. Express calls Object.setPrototypeOf on each of them otherwise, which takes V8 off its fast paths for the
 * rest of the request: small responses take three to five times as long. With the right prototype from the start that
 * call changes nothing.
 */
export function requestClasses(app: Express): {
  IncomingMessage: typeof IncomingMessage;
  ServerResponse: typeof ServerResponse;
} {
  const Request = withPrototype(IncomingMessage, app.request);
  const Response = withPrototype(ServerResponse, app.response);
  app.request = Request.prototype as typeof app.request;
  app.response = Response.prototype as typeof app.response;
  return { IncomingMessage: Request, ServerResponse: Response };
}

/**
 * A class whose instances inherit from `prototype`. It is a class because V8 constructs those fast: `Reflect.construct`
 * with a foreign prototype costs more than the whole trick gains.
 */
function withPrototype<T extends typeof IncomingMessage | typeof ServerResponse>(
  Base: T,
  prototype: object,
): T {
  const Born = class extends (Base as new (...args: never[]) => object) {};
  Object.setPrototypeOf(Born.prototype, prototype);
  return Born as unknown as T;
}
