import type { RequestHandler } from "express";
import { loggedUrl } from "../lib/logging/loggedUrl.js";
import { logger } from "../logger.js";
import { contextOf } from "./requestContext.js";

/**
 * Logs one line per finished request: id, method, URL, status and milliseconds. No headers and no bodies, because they
 * carry secrets and bulk. (pino-http creates a child logger per request; this is several times cheaper, which matters
 * for small responses.)
 */
export const requestLog: RequestHandler = (req, res, next) => {
  const started = performance.now();
  res.once("close", () => {
    const line = {
      requestId: contextOf(res).requestId,
      method: req.method,
      url: loggedUrl(req.originalUrl),
      status: res.statusCode,
      ms: Math.round((performance.now() - started) * 10) / 10,
      // The client disconnected before it had the whole response.
      ...(!res.writableFinished && { aborted: true }),
    };
    if (res.statusCode >= 500) logger.error(line, "request");
    else logger.info(line, "request");
  });
  next();
};
