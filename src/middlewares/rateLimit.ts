import type { Request, RequestHandler, Response } from "express";
import { normalizeIdentity } from "../lib/identity.js";
import { limitHeaders, consume } from "../limits/limits.js";
import type { LimitName } from "../limits/table.js";
import type { Caller } from "../lib/caller.js";
import { accountNamed } from "../services/identity/accounts/accountNamed.js";

/** A middleware that counts requests; the OpenAPI document derives the 429 response from it. */
export type Limited = RequestHandler & { limit: LimitName };

/** Counts the request on a policy of limits/table.ts, before anything is hashed, compared or sent. */
export function rateLimit(policy: LimitName): Limited {
  const handler: RequestHandler = async (req, res, next) => {
    const identity = await identityIn(req);
    const account = accountIn(res);
    const standings = await consume(policy, { ip: req.ip ?? "", identity, account });
    res.set(limitHeaders(standings));
    next();
  };
  return Object.assign(handler, { limit: policy });
}

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** Limits all writes of the application, generously and in memory. */
export function limitWrites(): RequestHandler {
  const limited = rateLimit("writes");
  return (req, res, next) => (SAFE_METHODS.includes(req.method) ? next() : limited(req, res, next));
}

/** The identity named in the body; not validated yet. A login is an e-mail address or a username. */
async function identityIn(req: Request): Promise<string | undefined> {
  const { login, email } = (req.body ?? {}) as { login?: unknown; email?: unknown };
  const named = login ?? email;
  if (typeof named !== "string" || named.length > 254) return undefined;
  const normalized = normalizeIdentity(named);
  return login === undefined ? normalized : accountNamed(normalized);
}

const accountIn = (res: Response): string | undefined => (res.locals.caller as Caller | undefined)?.user?.id;
