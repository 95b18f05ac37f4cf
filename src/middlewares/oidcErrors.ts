import type { ErrorRequestHandler } from "express";
import { MfaRequired } from "../errors/identity.js";
import { clearedFlowCookie, flowIn } from "../http/oidcFlow.js";
import { seeOther } from "../http/reply.js";
import { withError } from "../http/returnTo.js";
import { send, setCookies } from "./endpoint/send.js";
import { toAppError } from "./errorHandler.js";
import { contextOf } from "./requestContext.js";

/**
 * Follows the routes of OpenID Connect and ends a flow that failed. A browser goes back to the page that it came from,
 * with the error's code as `?error=`; a script receives the problem.
 */
export const oidcErrors: ErrorRequestHandler = (thrown: unknown, req, res, next) => {
  const flow = flowIn(req.headers);
  if (!flow || !req.path.endsWith("/callback")) return next(thrown);
  const cookies = [clearedFlowCookie()];
  if (!/\btext\/html\b/i.test(req.headers.accept ?? "")) {
    setCookies(res, cookies);
    return next(thrown);
  }
  const error = toAppError(thrown, contextOf(res).requestId);
  const challenge = error instanceof MfaRequired ? error.extras.challenge : undefined;
  send(req, res, { ...seeOther(withError(flow.returnTo, error.code, challenge)), cookies });
};
