import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A TCP proxy between the application and its database that can close connections, drop all data, and recover. */
export async function startProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "black hole" = "open";

  const server = createServer((near) => {
    if (state === "cut") return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => void (state === "open" && to.write(chunk)));
      from.on("error", () => undefined);
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  const cutAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: url.href,
    /** The old connections are closed after a black hole, as after a real network failure. */
    set(next: typeof state): void {
      if (next === "cut" || state === "black hole") cutAll();
      state = next;
    },
    close(): void {
      server.close();
      cutAll();
    },
  };
}
