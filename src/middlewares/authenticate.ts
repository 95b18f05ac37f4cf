import { parseCookie } from "cookie";
import type { Request, RequestHandler } from "express";
import passport from "passport";
import { InvalidCredentials, InvalidToken, NotAllowed, NotAuthenticated } from "../errors.js";
import type { Shopper, SignedInUser } from "../lib/shopper.js";
import type { User } from "../models/identity/User.js";
import { jwtStrategy } from "../passport/jwt.js";
import { localStrategy } from "../passport/local.js";
import { type Permission, permissionsOf } from "../policies/permissions.js";

passport.use(jwtStrategy);
passport.use(localStrategy);

export const CART_COOKIE = "cart_token";
/** 32 random bytes in base64url; anything else is not one of our secrets and is as good as none. */
const SECRET = /^[\w-]{43}$/;

type Guard = RequestHandler & { security?: "optional" | "required"; permission?: Permission };

/** Who is asking, into `res.locals.shopper`. A token that is sent must be good: a bad one is never a guest. */
function identify(required: boolean): Guard {
  const handler: RequestHandler = async (req, res, next) => {
    const user = req.headers.authorization === undefined ? null : await verifyToken(req);
    if (required && !user) throw new NotAuthenticated();
    const shopper: Shopper = {
      user,
      apiKey: null,
      cartToken: cartToken(req),
      orderToken: secretIn(req.headers["x-order-token"]),
    };
    res.locals.shopper = shopper;
    next();
  };
  return Object.assign(handler, { security: required ? ("required" as const) : ("optional" as const) });
}

export const authenticate = { optional: identify(false), required: identify(true) };

/** Lets through who holds the permission; goes after authenticate.required. */
export function permit(permission: Permission): Guard {
  const handler: RequestHandler = (_req, res, next) => {
    const { user } = res.locals.shopper as Shopper;
    if (!user) throw new NotAuthenticated();
    if (!permissionsOf(user.role, user.granted).includes(permission)) throw new NotAllowed({ permission });
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

async function verifyToken(req: Request): Promise<SignedInUser> {
  const user = await runStrategy<SignedInUser>("jwt", req);
  if (!user) throw new InvalidToken();
  return user;
}

/** The user whom a login names, for the route to prepare before its transaction. Always as slow. */
export async function verifyLogin({ body }: { body: { login: string; password: string } }): Promise<User> {
  const user = await runStrategy<User>("local", { headers: {}, body });
  if (!user) throw new InvalidCredentials();
  return user;
}

const secretIn = (value: unknown): string | null =>
  typeof value === "string" && SECRET.test(value) ? value : null;

function cartToken(req: Request): string | null {
  const header = secretIn(req.headers["x-cart-token"]);
  if (header || !req.headers.cookie) return header;
  return secretIn(parseCookie(req.headers.cookie)[CART_COOKIE]);
}
