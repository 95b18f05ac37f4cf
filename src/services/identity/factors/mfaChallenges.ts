import { createHmac } from "node:crypto";
import jwt from "jsonwebtoken";
import { config } from "../../../config.js";
import { tokenKeys } from "../sessions/tokenKeys.js";
import type { SessionTransport } from "../../../models/identity/vocabulary.js";

const ISSUER = "cartwright";
/** Differs from an access token in audience and type, so that neither is accepted as the other. */
const AUDIENCE = "cartwright-mfa";
const TYPE = "mfa+jwt";

export const CHALLENGE_SECONDS = 300;

/** A challenge proves that the first factor of this user was verified. `stamp` identifies that factor. */
export type MfaChallenge = { userId: string; stamp: string; transport: SessionTransport };

/** Changes with the password, and when the user logs out on every device. */
export const stampOf = ({ tokenVersion, passwordHash }: { tokenVersion: number; passwordHash: string }) =>
  createHmac("sha256", config.codeSecret).update(`mfa\n${tokenVersion}\n${passwordHash}`).digest("base64url");

/** Signs the challenge that a client gets after the first factor. */
export function signMfaChallenge({ userId, stamp, transport }: MfaChallenge): string {
  const [first] = tokenKeys;
  if (!first) throw new Error("JWT_KEYS is empty");
  return jwt.sign({ stamp, transport }, first.key, {
    algorithm: "HS256",
    subject: userId,
    issuer: ISSUER,
    audience: AUDIENCE,
    expiresIn: CHALLENGE_SECONDS,
    header: { alg: "HS256", typ: TYPE, kid: first.kid },
  });
}

/** @returns null unless the token is a valid challenge that has not expired */
export function readMfaChallenge(token: string): MfaChallenge | null {
  try {
    const header = jwt.decode(token, { complete: true })?.header;
    const key = tokenKeys.find(({ kid }) => kid === header?.kid)?.key;
    if (!key || header?.typ !== TYPE) return null;
    const claims = jwt.verify(token, key, {
      algorithms: ["HS256"],
      issuer: ISSUER,
      audience: AUDIENCE,
      maxAge: CHALLENGE_SECONDS,
    }) as jwt.JwtPayload;
    const { sub, stamp, transport } = claims as Partial<Record<"sub" | "stamp" | "transport", string>>;
    if (sub === undefined || stamp === undefined) return null;
    return { userId: sub, stamp, transport: transport === "cookie" ? "cookie" : "bearer" };
  } catch {
    return null;
  }
}
