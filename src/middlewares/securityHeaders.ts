import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import helmet, { type HelmetOptions } from "helmet";
import { config } from "../config.js";

/**
 * Helmet's own headers. Its default also turns every http: address of a page into https:, which would break the
 * pages of a shop that is reached over plain HTTP, such as one on a developer's machine.
 */
export const protection: HelmetOptions = config.publicUrl.startsWith("https:")
  ? {}
  : {
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
      strictTransportSecurity: false,
    };

/** The headers that helmet sets; they are the same for every response. */
export function securityHeaderLines(): [name: string, value: string][] {
  const headers = new Map<string, string>();
  const note = { setHeader: (name: string, value: string) => headers.set(name, value), removeHeader() {} };
  helmet(protection)({} as IncomingMessage, note as unknown as ServerResponse, (error) => {
    if (error) throw error as Error;
  });
  return [...headers];
}

/** Sets helmet's headers, computed once: running its dozen middlewares would slow small responses down. */
export function securityHeaders(): RequestHandler {
  const lines = securityHeaderLines();
  return (_req, res, next) => {
    for (const [name, value] of lines) res.setHeader(name, value);
    next();
  };
}
