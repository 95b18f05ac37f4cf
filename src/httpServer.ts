import { createServer, IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Express } from "express";
import { answerConnect, answerUnreadable } from "./middlewares/parsing/unreadable.js";

/**
 * An HTTP server whose requests and responses are born with Express's prototypes. Express calls
 * Object.setPrototypeOf on each of them otherwise, which takes V8 off its fast paths for the rest of the
 * request: three to five times slower on small answers. With the right prototype from
 * the start that call changes nothing.
 */
export function createHttpServer(app: Express): Server {
  const Request = bornWith(IncomingMessage, app.request);
  const Response = bornWith(ServerResponse, app.response);
  app.request = Request.prototype as typeof app.request;
  app.response = Response.prototype as typeof app.response;
  const server = createServer(
    {
      IncomingMessage: Request,
      ServerResponse: Response,
      // httpRules answers in the words of the API; Node's own answer has no body.
      requireHostHeader: false,
      // How late the two limits below may be noticed.
      connectionsCheckingInterval: 2_000,
    },
    app,
  );
  server.on("clientError", answerUnreadable);
  // Node answers an unknown expectation by itself, and ends a CONNECT without an answer, unless somebody listens.
  server.on("checkExpectation", (req, res) => server.emit("request", req, res));
  server.on("connect", (_req, line) => answerConnect(line));
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

/**
 * A class whose objects begin at the prototype that Express would give them. It stands in front of Express's own,
 * and a class is what V8 knows how to construct fast: `Reflect.construct` with a foreign prototype costs more than
 * the trick gains.
 */
function bornWith<T extends typeof IncomingMessage | typeof ServerResponse>(Base: T, prototype: object): T {
  const Born = class extends (Base as new (...args: never[]) => object) {};
  Object.setPrototypeOf(Born.prototype, prototype);
  return Born as unknown as T;
}
