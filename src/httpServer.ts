import { createServer, IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Express } from "express";
import { answerUnreadable } from "./middlewares/unreadable.js";

/**
 * An HTTP server whose requests and responses are born with Express's prototypes. Express calls
 * Object.setPrototypeOf on each of them otherwise, which takes V8 off its fast paths for the rest of the
 * request: three to five times slower on small answers (docs/performance.md). With the right prototype from
 * the start that call changes nothing.
 */
export function createHttpServer(app: Express): Server {
  const server = createServer(
    {
      IncomingMessage: bornWith(IncomingMessage, app.request),
      ServerResponse: bornWith(ServerResponse, app.response),
      // How late the two limits below may be noticed.
      connectionsCheckingInterval: 2_000,
    },
    app,
  );
  server.on("clientError", answerUnreadable);
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

function bornWith<T extends typeof IncomingMessage | typeof ServerResponse>(Base: T, prototype: object): T {
  function Born(...args: unknown[]): object {
    return Reflect.construct(Base, args, Born) as object;
  }
  Born.prototype = prototype;
  return Born as unknown as T;
}
