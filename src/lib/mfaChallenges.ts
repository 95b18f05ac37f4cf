import jwt from "jsonwebtoken";
import { config } from "../config.js";

const ISSUER = "cartwright";
/** Neither the audience nor the type of an access token, so that neither can pass for the other. */
const AUDIENCE = "cartwright-mfa";
const TYPE = "mfa+jwt";

export const CHALLENGE_SECONDS = 300;

/** What a challenge proves: the first factor of this user was right, under this token version. */
export type MfaChallenge = { userId: string; tokenVersion: number; transport: "bearer" | "cookie" };

/** Told to who has passed the first factor of two; dies with the token version. */
export function signMfaChallenge({ userId, tokenVersion, transport }: MfaChallenge): string {
  const [key] = config.jwtKeys;
  if (!key) throw new Error("JWT_KEYS is empty");
  return jwt.sign({ ver: tokenVersion, transport }, key.secret, {
    algorithm: "HS256",
    subject: userId,
    issuer: ISSUER,
    audience: AUDIENCE,
    expiresIn: CHALLENGE_SECONDS,
    header: { alg: "HS256", typ: TYPE, kid: key.kid },
  });
}

/** @returns null for whatever is not a living challenge of ours */
export function readMfaChallenge(token: string): MfaChallenge | null {
  try {
    const header = jwt.decode(token, { complete: true })?.header;
    const key = config.jwtKeys.find(({ kid }) => kid === header?.kid);
    if (!key || header?.typ !== TYPE) return null;
    const claims = jwt.verify(token, key.secret, {
      algorithms: ["HS256"],
      issuer: ISSUER,
      audience: AUDIENCE,
      maxAge: CHALLENGE_SECONDS,
    }) as jwt.JwtPayload;
    const { sub, ver, transport } = claims as { sub?: string; ver?: number; transport?: string };
    if (sub === undefined || ver === undefined) return null;
    return { userId: sub, tokenVersion: ver, transport: transport === "cookie" ? "cookie" : "bearer" };
  } catch {
    return null;
  }
}
