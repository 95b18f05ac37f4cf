import { createServer, type Server } from "node:http";
import type { Express } from "express";
import { requestClasses } from "./http/expressInternals.js";
import { answerConnect, answerMalformed } from "./middlewares/parsing/malformedRequest.js";

/** The HTTP server of an application, with the prototypes that Express would otherwise set on every request. */
export function createHttpServer(app: Express): Server {
  const server = createServer(
    {
      ...requestClasses(app),
      // httpRules responds with a problem document; Node's own response has no body.
      requireHostHeader: false,
      // The interval at which Node checks the two limits below.
      connectionsCheckingInterval: 2_000,
    },
    app,
  );
  server.on("clientError", answerMalformed);
  // Without these listeners Node answers an unknown expectation itself and ends a CONNECT without an answer.
  server.on("checkExpectation", (req, res) => server.emit("request", req, res));
  server.on("connect", (_req, line) => answerConnect(line));
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  return server;
}
