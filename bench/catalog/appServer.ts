/** The whole application as in production, in a separate process whose log goes to a pipe. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createApp } from "../../src/app.js";
import { createHttpServer } from "../../src/httpServer.js";

async function main(): Promise<void> {
  const server = createHttpServer(createApp()).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send?.((server.address() as AddressInfo).port);
}
void main();
