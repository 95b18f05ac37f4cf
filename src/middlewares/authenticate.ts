import { parseCookie } from "cookie";
import type { Request, RequestHandler } from "express";
import { InvalidToken, NotAuthenticated } from "../errors/identity.js";
import { NotAllowed } from "../errors/system.js";
import { apiKeyIn } from "../services/identity/access/apiKeySecret.js";
import { assertNotForged } from "../http/csrf.js";
import { accessCookieIn, refreshCookieIn } from "../http/sessionCookies.js";
import { assertSecondFactor } from "../services/identity/factors/staffMfa.js";
import type { ActingApiKey, Caller, SignedInUser } from "../lib/caller.js";
import { verifyApiKey } from "../passport/verifyApiKey.js";
import { verifyToken } from "../passport/verifyToken.js";
import { permissionsHeldBy } from "../policies/grants.js";
import type { Permission } from "../models/identity/vocabulary.js";

export const CART_COOKIE = "cart_token";
/** 32 random bytes in base64url; any other value is ignored. */
const SECRET = /^[\w-]{43}$/;

type Guard = RequestHandler & { security?: "optional" | "required"; permission?: Permission };

/**
 * Puts the caller into `res.locals.caller`. A token must be valid: a request with a bad one is refused, not treated as a
 * guest's. An Authorization header wins over a session's cookie, and a write by cookie must pass the CSRF check.
 */
function identify(required: boolean, { cookies = true, forLogout = false } = {}): Guard {
  const handler: RequestHandler = async (req, res, next) => {
    const apiKey = await presentedKey(req);
    const asks = apiKey ? Promise.resolve(null) : presentedUser(req, cookies);
    const user = await (forLogout ? asks.catch(unlessRefreshable(req)) : asks);
    if (required && !user && !apiKey) throw new NotAuthenticated();
    const caller: Caller = {
      user,
      apiKey,
      cartToken: cartToken(req),
      orderToken: secretIn(req.headers["x-order-token"]),
    };
    res.locals.caller = caller;
    next();
  };
  return Object.assign(handler, { security: required ? ("required" as const) : ("optional" as const) });
}

export const authenticate = {
  optional: identify(false),
  required: identify(true),
  /** For logging in. Session cookies may be stale, or planted by another site. */
  ignoringCookies: identify(false, { cookies: false }),
  /** For logging out: ignores an expired access token if the request has a refresh token. */
  forLogout: identify(false, { forLogout: true }),
};

const unlessRefreshable = (req: Request) => (error: unknown) => {
  const { refreshToken } = (req.body ?? {}) as { refreshToken?: unknown };
  const refreshable = refreshToken !== undefined || refreshCookieIn(req.headers) !== null;
  if (error instanceof InvalidToken && refreshable) return null;
  throw error;
};

/** Refuses callers without the permission; follows authenticate.required. */
export function permit(permission: Permission): Guard {
  const handler: RequestHandler = (_req, res, next) => {
    const caller = res.locals.caller as Caller;
    if (!caller.user && !caller.apiKey) throw new NotAuthenticated();
    if (!permissionsHeldBy(caller).includes(permission)) throw new NotAllowed({ permission });
    if (caller.user) assertSecondFactor(caller.user);
    next();
  };
  return Object.assign(handler, { permission });
}

/** The API key of the request; null if the Authorization header has none. */
async function presentedKey({ headers: { authorization } }: Request): Promise<ActingApiKey | null> {
  return authorization === undefined || apiKeyIn(authorization) === undefined
    ? null
    : verifyApiKey(authorization);
}

/** Safe methods (RFC 9110 § 9.2.1): another site gains nothing if it makes a browser send them. */
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

async function presentedUser(req: Request, cookies: boolean): Promise<SignedInUser | null> {
  if (req.headers.authorization !== undefined) return verifyToken(req.headers.authorization);
  const token = cookies ? accessCookieIn(req.headers) : null;
  if (token === null) return null;
  const user = await verifyToken(`Bearer ${token}`);
  if (!SAFE_METHODS.includes(req.method)) assertNotForged(req.headers, user.sessionId);
  return user;
}

const secretIn = (value: unknown): string | null =>
  typeof value === "string" && SECRET.test(value) ? value : null;

function cartToken(req: Request): string | null {
  const header = secretIn(req.headers["x-cart-token"]);
  if (header || !req.headers.cookie) return header;
  return secretIn(parseCookie(req.headers.cookie)[CART_COOKIE]);
}
