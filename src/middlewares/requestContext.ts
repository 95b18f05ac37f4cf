import type { RequestHandler, Response } from "express";
import { config } from "../config.js";
import { withMeter, type Meter } from "../database/meter.js";
import { newId } from "../lib/ids.js";

type ContextLocals = { requestId: string; meter: Meter };
export const contextOf = (res: Response): ContextLocals => res.locals as ContextLocals;

/** Accepts a client's request id if it is short and plain; otherwise generates one. */
const SANE_ID = /^[\w.:-]{1,128}$/;

/** Assigns the request id and meters database statements. Must be the first middleware. */
export const requestContext: RequestHandler = (req, res, next) => {
  const sent = req.headers["x-request-id"];
  const context = contextOf(res);
  context.requestId = typeof sent === "string" && SANE_ID.test(sent) ? sent : newId();
  context.meter = { statements: 0, milliseconds: 0 };
  res.setHeader("X-Request-Id", context.requestId);
  withMeter(context.meter, next);
};

/** `Server-Timing: db;dur=1.8;desc="3 queries"`, outside production (it reveals internals). */
export function setServerTiming(res: Response): void {
  if (config.production) return;
  const { meter } = contextOf(res);
  res.setHeader(
    "Server-Timing",
    `db;dur=${meter.milliseconds.toFixed(1)};desc="${meter.statements} queries"`,
  );
}
