import { config } from "../config.js";
import { trustedOrigins } from "./csrf.js";

/**
 * Where a browser may be sent after a sign-in: a path of PUBLIC_URL, or a page of one of CORS_ORIGINS. Everything that a
 * browser might read in another way than we do (`//host`, a backslash, `https:host`, control characters, a user name) is
 * rejected, not repaired (CWE-601).
 * @returns the absolute address; null when it leads elsewhere
 */
export function safeReturnTo(value: string): string | null {
  if (/[\u0000-\u0020\u007f\\]/.test(value)) return null;
  const isPath = value.startsWith("/") && !value.startsWith("//");
  if (!isPath && !/^https?:\/\/[^/]/i.test(value)) return null;
  if (!URL.canParse(value, config.publicUrl)) return null;
  const url = new URL(value, config.publicUrl);
  const sound = trustedOrigins.has(url.origin) && url.username === "" && url.password === "";
  return sound ? url.href : null;
}

/**
 * The page with the error code in `?error=`. A challenge for the second factor goes into the fragment, which is never sent
 * to a server or logged.
 */
export function withError(returnTo: string, code: string, challenge?: unknown): string {
  const url = new URL(returnTo);
  url.searchParams.set("error", code);
  if (typeof challenge === "string") url.hash = new URLSearchParams({ challenge }).toString();
  return url.href;
}
