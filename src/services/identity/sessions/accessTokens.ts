import type { KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { config } from "../../../config.js";
import type { SignedInUser } from "../../../lib/caller.js";
import { tokenKeys } from "./tokenKeys.js";

const ISSUER = "cartwright";
const AUDIENCE = "cartwright-api";
/** The type of access tokens (RFC 9068). No other JWT of the shop has it. */
const TYPE = "at+jwt";

/** The claims of a token: user, session, token version and expiry. */
export type AccessClaims = { sub: string; sid: string; ver: number; exp: number };

/** Signs with the first key; the others only verify (see JWT_KEYS). */
export function signAccessToken(user: Pick<SignedInUser, "id" | "sessionId">, tokenVersion: number): string {
  const [first] = tokenKeys;
  if (!first) throw new Error("JWT_KEYS is empty");
  return jwt.sign({ sid: user.sessionId, ver: tokenVersion }, first.key, {
    algorithm: "HS256",
    subject: user.id,
    issuer: ISSUER,
    audience: AUDIENCE,
    expiresIn: config.accessTokenSeconds,
    header: { alg: "HS256", typ: TYPE, kid: first.kid },
  });
}

/** The options of passport-jwt. Without them, jsonwebtoken accepts every algorithm of the family. */
export const VERIFY_OPTIONS: { algorithms: jwt.Algorithm[]; issuer: string; audience: string } = {
  algorithms: ["HS256"],
  issuer: ISSUER,
  audience: AUDIENCE,
};

/** The key that a token's header names; undefined if the header is not that of an access token of this shop. */
export function keyFor(token: string): KeyObject | undefined {
  const header = headerOf(token);
  if (header?.typ !== TYPE || header.alg !== "HS256") return undefined;
  return tokenKeys.find(({ kid }) => kid === header.kid)?.key;
}

/** jsonwebtoken's decode() throws for some broken tokens and returns null for others. */
function headerOf(token: string): jwt.JwtHeader | undefined {
  try {
    return jwt.decode(token, { complete: true })?.header;
  } catch {
    return undefined;
  }
}
