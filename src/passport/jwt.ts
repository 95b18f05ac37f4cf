import { ExtractJwt, Strategy } from "passport-jwt";
import { type AccessClaims, keyFor, VERIFY_OPTIONS } from "../services/identity/sessions/accessTokens.js";
import { isUuid } from "../lib/slug.js";
import { findSignedInUser } from "../models/identity/signedInUser.js";

/** Bearer access tokens. One statement proves that the session and the token version still stand. */
export const jwtStrategy = new Strategy(
  {
    jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
    secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: Buffer) => void) => {
      // An unknown key verifies nothing; jsonwebtoken says so, and the token is refused like any bad one.
      // The types of passport-jwt do not know key objects, which it passes on to jsonwebtoken.
      done(null, keyFor(token) as Buffer | undefined);
    },
    // At this level: passport-jwt overwrites these three inside jsonWebTokenOptions with its own, unset ones.
    ...VERIFY_OPTIONS,
  },
  (claims: Partial<AccessClaims>, done) => {
    const { sub, sid, ver, exp } = claims;
    // jsonwebtoken takes a token without exp for one that never ends.
    if (!sub || !sid || !isUuid(sub) || !isUuid(sid) || !Number.isInteger(ver) || exp === undefined)
      return done(null, false);
    findSignedInUser(sub, sid, Number(ver)).then(
      (user) => done(null, user ?? false),
      (error: unknown) => done(error, false),
    );
  },
);
