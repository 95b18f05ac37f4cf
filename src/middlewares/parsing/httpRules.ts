import type { RequestHandler } from "express";
import { ExpectationFailed, MalformedRequest } from "../../errors/system.js";

/** `uri-host [ ":" port ]` (RFC 9110 § 7.2, RFC 3986 § 3.2.2); it may be empty. */
const HOST = /^([\w.~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(:\d{0,5})?$/;

/**
 * Checks that Node would make itself, with responses without a body: an HTTP/1.1 request has exactly one valid Host
 * (RFC 9112 § 3.2), and 100-continue is the only expectation (RFC 9110 § 10.1.1).
 * @throws MalformedRequest
 * @throws ExpectationFailed
 */
export const httpRules: RequestHandler = (req, _res, next) => {
  const { rawHeaders, httpVersion } = req;
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) if (rawHeaders[i]?.toLowerCase() === "host") hosts += 1;
  if (hosts > 1) throw new MalformedRequest({ detail: "The request has more than one Host header." });
  if (hosts === 0 && httpVersion === "1.1")
    throw new MalformedRequest({ detail: "The request has no Host header." });
  if (req.headers.host !== undefined && !HOST.test(req.headers.host))
    throw new MalformedRequest({ detail: "The Host header is not a host and port." });
  const { expect } = req.headers;
  if (expect !== undefined && expect.toLowerCase() !== "100-continue") throw new ExpectationFailed();
  next();
};
