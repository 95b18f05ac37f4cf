import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Whether a server can listen on 127.0.0.1:port now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * A free port below every system's ephemeral range (Linux: from 32768). Inside that range an outgoing connection could
 * take the port while PostgreSQL restarts, and a client that retries could even connect to itself.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 32_768);
    if (await isPortFree(port)) return port;
  }
  throw new Error("No free TCP port between 20000 and 32767 on 127.0.0.1");
}
