import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { lifecycle } from "../lib/lifecycle.js";

/** How long a request may go on after the stop began. */
const REQUESTS_MS = 10_000;
/** A kept connection that is idle now may carry a request that is on its way: it is answered if it comes this soon. */
const GRACE_MS = 300;
const SWEEP_MS = 50;

/**
 * Makes a server stoppable without losing a request.
 * @returns drain(): stops listening, answers what has arrived, and resolves when the last connection is closed
 */
export function makeDrainable(server: Server): () => Promise<void> {
  const inFlight = new Set<ServerResponse>();
  function forget(this: ServerResponse): void {
    inFlight.delete(this);
  }
  // Before the application, which may answer at once.
  server.prependListener("request", (_req: IncomingMessage, res: ServerResponse) => {
    inFlight.add(res);
    res.on("close", forget);
    if (lifecycle.draining) res.setHeader("Connection", "close");
  });
  return () => drain(server, inFlight);
}

async function drain(server: Server, inFlight: Set<ServerResponse>): Promise<void> {
  lifecycle.draining = true;
  if (!server.listening) return;
  const closed = once(server, "close");
  // http.Server's own close() cuts idle connections off at once, and with them requests that are on their way.
  NetServer.prototype.close.call(server);
  for (const res of lastOfEachConnection(inFlight)) {
    if (!res.headersSent) res.setHeader("Connection", "close");
  }
  let sweeper: NodeJS.Timeout | undefined;
  const grace = setTimeout(() => {
    sweeper = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  }, GRACE_MS);
  const patience = setTimeout(() => server.closeAllConnections(), REQUESTS_MS);
  await closed;
  clearTimeout(grace);
  clearInterval(sweeper);
  clearTimeout(patience);
}

/** Of pipelined requests only the last may announce the end, or those behind it go unanswered. */
function lastOfEachConnection(inFlight: Set<ServerResponse>): Iterable<ServerResponse> {
  return new Map([...inFlight].map((res) => [res.req.socket, res])).values();
}
