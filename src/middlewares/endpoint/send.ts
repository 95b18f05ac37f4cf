import type { Request, Response } from "express";
import { stringifySetCookie } from "cookie";
import type { Reply, ReplyCookie } from "../../http/reply.js";
import { setServerTiming } from "../requestContext.js";

/**
 * Sends a Reply. ETags are versions; no body is hashed. A public read with a matching tag returns 304. Private data is
 * always sent, because its prices and stock can change without its version.
 */
export function send(req: Request, res: Response, reply: Reply): void {
  const { status, body, html, headers, cookies, etag, publicSeconds } = reply;
  setServerTiming(res);
  res.setHeader(
    "Cache-Control",
    publicSeconds === undefined ? "no-store" : `public, max-age=${publicSeconds}`,
  );
  if (publicSeconds !== undefined) res.vary("Accept-Encoding");
  if (etag !== undefined) res.setHeader("ETag", `"${etag}"`);
  if (cookies) setCookies(res, cookies);
  for (const name in headers) res.setHeader(name, headers[name] ?? "");
  if (etag !== undefined && publicSeconds !== undefined && matchesEtag(req.headers["if-none-match"], etag)) {
    res.statusCode = 304;
    res.end();
    return;
  }
  res.statusCode = status;
  if (html !== undefined) {
    res.setHeader("Content-Type", "text/html; charset=utf-8");
    const bytes = Buffer.from(html);
    res.setHeader("Content-Length", bytes.length);
    res.end(bytes);
  } else if (body === undefined) {
    res.end();
  } else {
    if (!res.hasHeader("Content-Type")) res.setHeader("Content-Type", "application/json; charset=utf-8");
    const bytes = Buffer.from(JSON.stringify(body));
    res.setHeader("Content-Length", bytes.length);
    res.end(bytes);
  }
}

/** If-None-Match uses weak comparison (RFC 9110 § 13.1.2), because caches may have weakened our tag. */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(",").some((tag) => {
    const bare = tag.trim().replace(/^W\//, "");
    return bare === "*" || bare === `"${etag}"`;
  });
}

export const setCookies = (res: Response, cookies: ReplyCookie[]): void => {
  res.setHeader("Set-Cookie", cookies.map(serialize));
};

const serialize = ({ name, value, options }: ReplyCookie): string =>
  stringifySetCookie({ ...options, name, value: value ?? "", ...(value === null && { maxAge: 0 }) });
