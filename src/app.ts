import express, { type Express } from "express";
import { config } from "./config.js";
import { crossOrigin } from "./middlewares/crossOrigin.js";
import { assertRoutes } from "./middlewares/endpoint/assertRoutes.js";
import { routeEntries } from "./middlewares/endpoint/routeEntries.js";
import { errorHandler, routeNotFound } from "./middlewares/errorHandler.js";
import { favicon, home } from "./middlewares/pages/home.js";
import { httpRules } from "./middlewares/parsing/httpRules.js";
import { bodyErrors, jsonBody } from "./middlewares/parsing/jsonBody.js";
import { media } from "./middlewares/pages/media.js";
import { methodNotAllowed } from "./middlewares/methodNotAllowed.js";
import { parseQueryString } from "./middlewares/parsing/queryString.js";
import { limitWrites } from "./middlewares/rateLimit.js";
import { requestContext } from "./middlewares/requestContext.js";
import { requestLog } from "./middlewares/requestLog.js";
import { securityHeaders } from "./middlewares/securityHeaders.js";
import { styleSheet } from "./middlewares/pages/styleSheet.js";
import { swaggerUi } from "./middlewares/pages/swaggerUi.js";
import "./models/index.js";
import { mounts } from "./routes/index.js";

/** The application: middleware order, mounts and the error handler. It does not listen; server.ts does. */
export function createApp(): Express {
  const app = express();
  app.disable("x-powered-by");
  // ETags are made from versions; Express would hash every body.
  app.disable("etag");
  app.set("query parser", parseQueryString);
  // An explicit number of hops: trusting every X-Forwarded-For would let clients choose their address.
  app.set("trust proxy", config.trustProxy);

  app.use(requestContext);
  app.use(requestLog);
  app.use(securityHeaders());
  app.use(httpRules);
  app.use(crossOrigin);
  app.get("/", home).get("/favicon.ico", favicon).get("/pages.css", styleSheet);
  app.use("/docs", swaggerUi).use("/media", media);
  app.use(limitWrites());
  app.use(jsonBody(/^\/pay\/test\//), bodyErrors);
  const open = mounts.filter(({ development }) => !(development && config.production));
  const routes = routeEntries(open);
  assertRoutes(routes);
  for (const { path, router } of open) app.use(path, router);
  app.use(methodNotAllowed(routes), routeNotFound, errorHandler);
  return app;
}
