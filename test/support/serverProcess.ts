import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const root = path.resolve(__dirname, "../..");
const running = new Set<ChildProcess>();
const folders: string[] = [];

export type ServerProcess = {
  url: string;
  child: ChildProcess;
  /** The output so far, stdout and stderr. */
  output: () => string;
  signal: (name: NodeJS.Signals) => void;
  /** Resolves when the process exits, with its exit code or the signal that killed it. */
  ended: Promise<number | NodeJS.Signals>;
};

/** Starts the real process from its source on a free port, with the tests' database unless `env` sets another. */
export async function launchServer(
  env: Record<string, string> = {},
  entry = "src/server.ts",
): Promise<ServerProcess> {
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, ["--import", "tsx", entry], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "development",
      DATA_DIR: temporaryFolder(),
      DEMO_CATALOG: "0",
      LOG_LEVEL: "warn",
      ...env,
      PORT: port,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a separate process group, as in a terminal
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  const ended = once(child, "close").then(([code, signal]: (number | NodeJS.Signals)[]) => {
    running.delete(child);
    return code ?? signal ?? "SIGKILL";
  });
  const url = `http://127.0.0.1:${port}`;
  return { url, child, output: () => output, signal: (name) => void child.kill(name), ended };
}

/** Launches a server and waits until it is ready. */
export async function startServer(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await launchServer(env);
  const over = { now: false };
  void server.ended.then(() => (over.now = true));
  while (!over.now) {
    const ready = await fetch(`${server.url}/health/ready`).catch(() => null);
    if (ready?.ok) return server;
    await delay(30);
  }
  throw new Error(`the server ended before it was ready:\n${server.output()}`);
}

/** Ends all processes and deletes all folders after a test. */
export async function endServers(): Promise<void> {
  for (const child of running) {
    const ended = once(child, "close");
    child.kill("SIGTERM");
    const stubborn = setTimeout(() => child.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(stubborn);
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "cartwright-server-"));
  folders.push(folder);
  return folder;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
