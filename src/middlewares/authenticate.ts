import { parseCookie } from "cookie";
import type { Request, RequestHandler } from "express";
import passport from "passport";
import { InvalidCredentials, InvalidToken, NotAuthenticated } from "../errors/identity.js";
import { NotAllowed } from "../errors/system.js";
import { apiKeyIn } from "../services/identity/access/apiKeySecret.js";
import { assertNotForged } from "../http/csrf.js";
import { accessCookieIn, refreshCookieIn } from "../http/sessionCookies.js";
import { forgive, remember } from "../limits/limits.js";
import { assertSecondFactor } from "../services/identity/factors/staffMfa.js";
import type { Call } from "../http/action.js";
import type { ActingApiKey, Caller, SignedInUser } from "../lib/caller.js";
import type { LoadedUser } from "../models/identity/User.js";
import { apiKeyStrategy } from "../passport/apiKey.js";
import { jwtStrategy } from "../passport/jwt.js";
import { localStrategy } from "../passport/local.js";
import { permissionsHeldBy } from "../policies/grants.js";
import type { Permission } from "../policies/permissions.js";
import { loginFailure } from "../services/identity/accounts/loginFailure.js";

passport.use(apiKeyStrategy);
passport.use(jwtStrategy);
passport.use(localStrategy);

export const CART_COOKIE = "cart_token";
/** 32 random bytes in base64url; anything else is not one of our secrets and is as good as none. */
const SECRET = /^[\w-]{43}$/;

type Guard = RequestHandler & { security?: "optional" | "required"; permission?: Permission };

/**
 * Who is asking, into `res.locals.caller`. A token that is sent must be good: a bad one is never a guest. An
 * Authorization header wins over a session's cookie, and a write by cookie must prove that no other site sent it.
 */
function identify(required: boolean, { cookies = true, leaving = false } = {}): Guard {
  const handler: RequestHandler = async (req, res, next) => {
    const apiKey = await presentedKey(req);
    const asks = apiKey ? Promise.resolve(null) : presentedUser(req, cookies);
    const user = await (leaving ? asks.catch(unlessRefreshable(req)) : asks);
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
  /** For logging in: what cookies an earlier session left, or somebody planted, is neither asked for nor adopted. */
  newcomer: identify(false, { cookies: false }),
  /** For logging out: an access token that has run out is as good as none where a refresh token comes along. */
  leaving: identify(false, { leaving: true }),
};

const unlessRefreshable = (req: Request) => (error: unknown) => {
  const { refreshToken } = (req.body ?? {}) as { refreshToken?: unknown };
  const refreshable = refreshToken !== undefined || refreshCookieIn(req.headers) !== null;
  if (error instanceof InvalidToken && refreshable) return null;
  throw error;
};

/** Lets through who holds the permission; goes after authenticate.required. */
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

/** Runs a Passport strategy over a request; its verdict is a user or a refusal, never a redirect or a session. */
function runStrategy<U>(name: string, req: Pick<Request, "headers"> & { body?: unknown }): Promise<U | null> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, user?: U | false) => (error ? reject(error) : resolve(user || null));
    const strategy = passport.authenticate(name, { session: false }, done) as (...args: unknown[]) => void;
    strategy(req, undefined, done);
  });
}

/** A server's key; null where the Authorization header says something else, or nothing. */
async function presentedKey(req: Request): Promise<ActingApiKey | null> {
  if (apiKeyIn(req.headers.authorization) === undefined) return null;
  const key = await runStrategy<ActingApiKey>("api-key", { headers: req.headers });
  if (!key) throw new InvalidToken({ detail: "The API key is not valid, has expired or was revoked." });
  return key;
}

/** Methods that change nothing (RFC 9110 § 9.2.1), so that nothing is gained by having a browser send them. */
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

async function presentedUser(req: Request, cookies: boolean): Promise<SignedInUser | null> {
  if (req.headers.authorization !== undefined) return verifyToken(req.headers.authorization);
  const token = cookies ? accessCookieIn(req.headers) : null;
  if (token === null) return null;
  const user = await verifyToken(`Bearer ${token}`);
  if (!SAFE_METHODS.includes(req.method)) assertNotForged(req.headers, user.sessionId);
  return user;
}

async function verifyToken(authorization: string): Promise<SignedInUser> {
  const user = await runStrategy<SignedInUser>("jwt", { headers: { authorization } });
  if (!user) throw new InvalidToken();
  return user;
}

/**
 * The user whom a login names, for the route to prepare before its transaction. Always as slow. The route has counted
 * the attempt (rateLimit); a right password takes it back.
 */
export async function verifyLogin({
  body,
  request,
}: Pick<Call, "request"> & { body: { login: string; password: string } }): Promise<LoadedUser> {
  const user = await runStrategy<LoadedUser>("local", { headers: {}, body });
  if (!user) throw new InvalidCredentials({ audit: await loginFailure(body.login) });
  const subject = { ip: request.ip, identity: user.id };
  await forgive("login", subject);
  // A password alone does not make a device known where it is one factor of two.
  if (!user.totpConfirmedAt) await remember(subject);
  return user;
}

const secretIn = (value: unknown): string | null =>
  typeof value === "string" && SECRET.test(value) ? value : null;

function cartToken(req: Request): string | null {
  const header = secretIn(req.headers["x-cart-token"]);
  if (header || !req.headers.cookie) return header;
  return secretIn(parseCookie(req.headers.cookie)[CART_COOKIE]);
}
