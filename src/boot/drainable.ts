import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";
import { lifecycle } from "../lib/lifecycle.js";

/** How long a request may run after the shutdown has begun. */
const REQUESTS_MS = 10_000;
/** An idle keep-alive connection may have a request in transit: one that arrives within this time is served. */
const GRACE_MS = 300;
const SWEEP_MS = 50;

/**
 * Makes a server stoppable without losing a request.
 * @returns drain(): stops listening, completes open requests, and resolves when the last connection is closed
 */
export function makeDrainable(server: Server): () => Promise<void> {
  const inFlight = new Set<ServerResponse>();
  function forget(this: ServerResponse): void {
    inFlight.delete(this);
  }
  // Runs before the application, which may respond synchronously.
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
  // http.Server's own close() closes idle connections at once, and with them requests in transit.
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

/** Of pipelined requests only the last may send Connection: close, or those after it get no response. */
function lastOfEachConnection(inFlight: Set<ServerResponse>): Iterable<ServerResponse> {
  return new Map([...inFlight].map((res) => [res.req.socket, res])).values();
}
