import { ExtractJwt, Strategy } from "passport-jwt";
import { type AccessClaims, keyFor, VERIFY_OPTIONS } from "../services/identity/sessions/accessTokens.js";
import { isUuid } from "../lib/text/slug.js";
import { findSignedInUser } from "../models/identity/access/signedInUser.js";

/** Bearer access tokens. One statement checks the session and the token version. */
export const jwtStrategy = new Strategy(
  {
    jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
    secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: Buffer) => void) => {
      // Without a key jsonwebtoken rejects the token. passport-jwt passes key objects on, but its types lack them.
      done(null, keyFor(token) as Buffer | undefined);
    },
    // Not in jsonWebTokenOptions, where passport-jwt overwrites these three.
    ...VERIFY_OPTIONS,
  },
  (claims: Partial<AccessClaims>, done) => {
    const { sub, sid, ver, exp } = claims;
    // jsonwebtoken accepts a token without exp, which never expires.
    if (!sub || !sid || !isUuid(sub) || !isUuid(sid) || !Number.isInteger(ver) || exp === undefined)
      return done(null, false);
    findSignedInUser(sub, sid, Number(ver)).then(
      (user) => done(null, user ?? false),
      (error: unknown) => done(error, false),
    );
  },
);
