import type { Duplex } from "node:stream";
import { type AppError, HeadersTooLarge, MalformedRequest, RequestTimeout } from "../errors.js";
import { newId } from "../lib/ids.js";
import { logger } from "../lib/logger.js";
import { renderProblem } from "../views/system/problem.js";

type Line = Duplex & { _httpMessage?: { headersSent: boolean } | null };

/**
 * Answers what never became a request: Node's parser refuses it, or it took too long to arrive. In the words of the
 * rest of the API, with a request id, and then the connection ends, because nobody knows where the next request begins.
 */
export function answerUnreadable(failure: NodeJS.ErrnoException, line: Line): void {
  // An answer that has begun cannot be turned into another.
  if (failure.code === "ECONNRESET" || !line.writable || line._httpMessage?.headersSent) {
    line.destroy();
    return;
  }
  const error = toAppError(failure);
  const requestId = newId();
  const body = JSON.stringify(renderProblem(error, requestId));
  logger.info({ requestId, reason: failure.code, code: error.code }, "unreadable request");
  line.end(
    [
      `HTTP/1.1 ${error.status} ${PHRASES[error.status]}`,
      "Connection: close",
      "Cache-Control: no-store",
      "Content-Type: application/problem+json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "X-Content-Type-Options: nosniff",
      `X-Request-Id: ${requestId}`,
      "",
      body,
    ].join("\r\n"),
  );
}

const PHRASES: Record<number, string> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

function toAppError({ code }: NodeJS.ErrnoException): AppError {
  if (code === "HPE_HEADER_OVERFLOW") return new HeadersTooLarge();
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new RequestTimeout();
  return new MalformedRequest();
}
