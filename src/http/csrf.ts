import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "../config.js";
import { CsrfFailed } from "../errors/identity.js";

/**
 * The value of X-CSRF-Token: bound to its session, not stored. A page of another origin cannot read it, and it is not valid
 * for another session (OWASP CSRF Cheat Sheet, "Signed Double-Submit").
 */
export const csrfTokenFor = (sessionId: string): string =>
  createHmac("sha256", config.csrfSecret).update(sessionId).digest("base64url");

type Headers = Record<string, string | string[] | undefined>;

/**
 * Refuses requests that a foreign page could forge: a write authenticated by cookie must carry the session's token, or come
 * from this origin or one of CORS_ORIGINS according to browser headers that no script can set.
 * @throws CsrfFailed
 */
export function assertNotForged(headers: Headers, sessionId: string): void {
  if (isTrustedOrigin(headers) || isCsrfToken(headers["x-csrf-token"], sessionId)) return;
  throw new CsrfFailed();
}

function isTrustedOrigin(headers: Headers): boolean {
  if (headers["sec-fetch-site"] === "same-origin") return true;
  return typeof headers.origin === "string" && trustedOrigins.has(headers.origin);
}

/** The shop's own origin and those of its storefronts. */
export const trustedOrigins: ReadonlySet<string> = new Set([
  new URL(config.publicUrl).origin,
  ...config.corsOrigins.filter((origin) => URL.canParse(origin)),
]);

function isCsrfToken(sent: unknown, sessionId: string): boolean {
  if (typeof sent !== "string") return false;
  const expected = Buffer.from(csrfTokenFor(sessionId));
  const given = Buffer.from(sent);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
