import { parseCookie, type SerializeOptions, stringifySetCookie } from "cookie";
import { config } from "../config.js";
import type { ReplyCookie } from "./reply.js";

const secure = config.publicUrl.startsWith("https:");
/** `__Host-`: browsers accept it only from this host, over TLS, with Path=/ (RFC 6265bis § 4.1.3.2). */
export const cookieName = (name: string): string => (secure ? `__Host-${name}` : name);

const ACCESS_COOKIE = cookieName("cw_access");
const REFRESH_COOKIE = cookieName("cw_refresh");

const access: SerializeOptions = { httpOnly: true, secure, sameSite: "lax", path: "/" };
/** Sent to this site's own requests only; without `__Host-`, to the paths that refresh and log out only. */
const refresh: SerializeOptions = {
  httpOnly: true,
  secure,
  sameSite: "strict",
  path: secure ? "/" : "/api/v1/auth",
};

/**
 * Both tokens of a session as cookies that no script can read. The access cookie outlives its token, so that a page that
 * comes back receives `invalid_token` and refreshes, instead of silently becoming a guest.
 */
export function sessionCookies(tokens: {
  accessToken: string;
  refreshToken: string;
  sessionEndsIn: number;
}): ReplyCookie[] {
  const maxAge = tokens.sessionEndsIn;
  return [
    { name: ACCESS_COOKIE, value: tokens.accessToken, options: { ...access, maxAge } },
    { name: REFRESH_COOKIE, value: tokens.refreshToken, options: { ...refresh, maxAge } },
  ];
}

/** Clears both cookies. */
export const clearedSessionCookies = (): ReplyCookie[] => [
  { name: ACCESS_COOKIE, value: null, options: access },
  { name: REFRESH_COOKIE, value: null, options: refresh },
];

export const CLEARING_HEADER = clearedSessionCookies().map(({ name, options }) =>
  stringifySetCookie({ ...options, name, value: "", maxAge: 0 }),
);

type Headers = Record<string, string | string[] | undefined>;

export const cookieIn = (headers: Headers, name: string): string | null =>
  typeof headers.cookie === "string" ? parseCookie(headers.cookie)[name] || null : null;
export const accessCookieIn = (headers: Headers): string | null => cookieIn(headers, ACCESS_COOKIE);
export const refreshCookieIn = (headers: Headers): string | null => cookieIn(headers, REFRESH_COOKIE);
