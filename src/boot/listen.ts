import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { createServer } from "node:net";
import { config } from "../config.js";
import { StartError } from "./StartError.js";

/**
 * Listens on HOST and PORT.
 * @returns the port, which PORT=0 leaves to the system
 * @throws StartError in words, where that address cannot be had
 */
export async function listen(server: Server): Promise<number> {
  server.listen(config.port, config.host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new StartError(sentence(error as NodeJS.ErrnoException), { cause: error });
  }
  return (server.address() as AddressInfo).port;
}

/** Asks before the database is started, so that a second start in the same place ends at once and changes nothing. */
export async function assertPortIsFree(): Promise<void> {
  const probe = createServer();
  await listen(probe);
  probe.close();
  await once(probe, "close");
}

function sentence({ code, message }: NodeJS.ErrnoException): string {
  const where = `${config.host}:${config.port}`;
  if (code === "EADDRINUSE") {
    return `Port ${config.port} is in use on ${config.host}: is the shop running already? Stop what uses it, or set PORT to another.`;
  }
  if (code === "EACCES") return `This user may not listen on ${where}; set PORT to 1024 or higher.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST=${config.host} is not an address of this machine.`;
  return `The server cannot listen on ${where}: ${message}`;
}
