import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { translateDatabaseError } from "../database/sqlState.js";
import { AppError } from "../errors/defineError.js";
import { InternalError, MalformedRequest, RouteNotFound } from "../errors/system.js";
import { logger } from "../logger.js";
import { renderProblem } from "../views/system/problem.js";
import { contextOf, setServerTiming } from "./requestContext.js";

/**
 * Converts anything thrown into an AppError. An unknown error becomes a 500: logged in full, hidden from the client.
 * @param requestId for the log line
 */
export function toAppError(error: unknown, requestId: string): AppError {
  if (error instanceof AppError) return error;
  const translated = translateDatabaseError(error);
  if (translated) {
    if (translated.leaked)
      logger.error({ err: error, requestId }, "the database rejected input that validation had accepted");
    else if (translated.error.status >= 500) logger.warn({ err: error, requestId }, translated.error.code);
    return translated.error;
  }
  // Express and its parsers mark the client's mistakes (broken percent-encoding, an aborted body) with a 4xx status.
  const { status } = error as { status?: number };
  if (status !== undefined && status >= 400 && status < 500) return new MalformedRequest();
  logger.error({ err: error, requestId }, "unexpected error");
  return new InternalError();
}

export const routeNotFound: RequestHandler = () => {
  throw new RouteNotFound();
};

export const errorHandler: ErrorRequestHandler = (thrown: unknown, _req: Request, res: Response, next) => {
  const { requestId } = contextOf(res);
  const error = toAppError(thrown, requestId);
  if (res.headersSent) return next(thrown);
  setServerTiming(res);
  for (const [name, value] of Object.entries(error.headers)) res.setHeader(name, value);
  if (error.status === 401) res.setHeader("WWW-Authenticate", "Bearer");
  // The rest of a rejected body must not be read as the next request.
  if (error.status === 413) res.setHeader("Connection", "close");
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("Content-Type", "application/problem+json; charset=utf-8");
  res.statusCode = error.status;
  const bytes = Buffer.from(JSON.stringify(renderProblem(error, requestId)));
  // Set explicitly, because Node computes it for GET but not for HEAD.
  res.setHeader("Content-Length", bytes.length);
  res.end(bytes);
};
