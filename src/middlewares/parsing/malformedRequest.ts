import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { type AppError } from "../../errors/defineError.js";
import { HeadersTooLarge, MalformedRequest, MethodNotAllowed, RequestTimeout } from "../../errors/system.js";
import { newId } from "../../lib/ids.js";
import { logger } from "../../logger.js";
import { renderProblem } from "../../views/system/problem.js";
import { securityHeaderLines } from "../securityHeaders.js";

/** How long a connection stays open for its client to read the answer. */
const LINGER_MS = 2000;

type Line = Duplex & { _httpMessage?: { headersSent: boolean } | null };

/**
 * Answers input that Node's parser rejected or that took too long to arrive, in the format of the API and with a request
 * id. It closes the connection, because the start of the next request is unknown.
 */
export function answerMalformed(failure: NodeJS.ErrnoException, line: Line): void {
  // An answer that has begun cannot be replaced.
  if (failure.code === "ECONNRESET" || !line.writable || line._httpMessage?.headersSent) {
    line.destroy();
    return;
  }
  answer(line, toAppError(failure), failure.code);
}

/** CONNECT is for proxies (RFC 9110 § 9.3.6), and this server is not a proxy. */
export function answerConnect(line: Line): void {
  line.on("error", () => line.destroy());
  answer(line, new MethodNotAllowed({ allowed: [], headers: { Allow: "" } }), "CONNECT");
}

function answer(line: Line, error: AppError, reason: string | undefined): void {
  const requestId = newId();
  const body = JSON.stringify(renderProblem(error, requestId));
  logger.info({ requestId, reason, code: error.code }, "malformed request");
  const headers: [string, string | string[]][] = [
    ["Connection", "close"],
    ["Cache-Control", "no-store"],
    ["Content-Type", "application/problem+json; charset=utf-8"],
    ["Content-Length", String(Buffer.byteLength(body))],
    ["X-Request-Id", requestId],
    ...securityHeaderLines(),
    ...Object.entries(error.headers),
  ];
  const lines = headers.map(([name, value]) => `${name}: ${String(value)}`);
  // A client that does not close its side must not keep the connection open.
  const late = setTimeout(() => line.destroy(), LINGER_MS).unref();
  line.once("close", () => clearTimeout(late)).resume();
  line.end([`HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`, ...lines, "", body].join("\r\n"));
}

function toAppError({ code }: NodeJS.ErrnoException): AppError {
  if (code === "HPE_HEADER_OVERFLOW") return new HeadersTooLarge();
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new RequestTimeout();
  return new MalformedRequest();
}
