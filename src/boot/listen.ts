import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { createServer } from "node:net";
import { config } from "../config.js";
import { StartError } from "./StartError.js";

/**
 * Listens on HOST and PORT.
 * @returns the port; with PORT=0, the one chosen by the system
 * @throws StartError when the address cannot be used
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

/** Runs before the database is started, so that a second start in the same folder fails at once and changes nothing. */
export async function assertPortIsFree(): Promise<void> {
  const probe = createServer();
  await listen(probe);
  probe.close();
  await once(probe, "close");
}

function sentence({ code, message }: NodeJS.ErrnoException): string {
  const where = `${config.host}:${config.port}`;
  if (code === "EADDRINUSE") {
    return `Port ${config.port} is in use on ${config.host}: is the shop already running? Stop the other process, or change PORT.`;
  }
  if (code === "EACCES")
    return `This user does not have permission to listen on ${where}; set PORT to 1024 or higher.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST=${config.host} is not an address of this machine.`;
  return `The server cannot listen on ${where}: ${message}`;
}
