import type { RequestHandler } from "express";
import { loggedUrl } from "../lib/logging/loggedUrl.js";
import { logger } from "../logger.js";
import { contextOf } from "./requestContext.js";

/**
 * One line per request, when it has ended: who asked for what, how it ended, and after how many milliseconds. No
 * headers and no bodies, because they carry secrets and bulk. (pino-http makes a child logger per request; this is
 * several times cheaper, and on small answers that is a good part of the whole.)
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
      // The client went away before it had the whole answer.
      ...(!res.writableFinished && { aborted: true }),
    };
    if (res.statusCode >= 500) logger.error(line, "request");
    else logger.info(line, "request");
  });
  next();
};
