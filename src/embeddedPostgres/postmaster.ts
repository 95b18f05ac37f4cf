import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dataFolderArgument, type Cluster } from "./cluster.js";
import { waitUntilReady } from "./connection.js";
import { EmbeddedPostgresError, errorCode } from "./EmbeddedPostgresError.js";
import type { Facts } from "./facts.js";
import { isAlive, isPostmasterOf } from "./processes.js";
import { cannotRun, failure, serverEnvironment } from "./programs/programs.js";
import { openServerLog, quoteServerLog } from "./serverLog.js";

const FAST_SHUTDOWN_MS = 10_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/** Given on the command line, so that the code is the one place to read and no edited file gets in the way. */
const settings = (port: number): Record<string, string | number> => ({
  port,
  listen_addresses: "127.0.0.1", // never reachable from outside
  unix_socket_directories: "", // a long DATA_DIR would overrun the 107 bytes of a socket's path
  max_connections: 100, // a few API processes with pools of ten, and the CLI
  shared_buffers: "128MB", // a whole small shop; larger is for a dedicated machine
  effective_cache_size: "1GB", // the kernel's cache counts for the planner
  random_page_cost: 1.1, // SSDs; the default of 4 means spinning disks
  jit: "off", // compiling costs more than any of our queries saves
  max_parallel_workers_per_gather: 0, // the cores are shared with Node, and Docker's 64 MB /dev/shm is too small for it
  timezone: "UTC",
  log_timezone: "UTC",
  log_error_verbosity: "terse", // without DETAIL, which repeats the rows that were written
  log_min_error_statement: "panic", // nor the statements with their values
  log_checkpoints: "off", // a line every five minutes would be all there is in the log
});

/** A running postmaster of this cluster. A postmaster.pid that no such process stands behind is removed. */
export function findPostmaster({ folder }: Cluster): { pid: number; port: number } | undefined {
  const file = path.join(folder, "postmaster.pid");
  let lines: string[];
  try {
    lines = readFileSync(file, "utf8").split("\n");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  if (isPostmasterOf(pid, folder)) return { pid, port: Number(lines[3]) };
  // PostgreSQL itself only asks whether the pid is taken, and would refuse to start beside a stranger that got it.
  // Backends that outlived their postmaster still hold its shared memory, which it checks apart from this file.
  rmSync(file, { force: true });
  return undefined;
}

/**
 * Starts the server and waits until it answers.
 * @returns its pid.
 * @throws EmbeddedPostgresError quoting what PostgreSQL wrote to its log.
 */
export async function launchPostmaster(cluster: Cluster, facts: Facts, database: string): Promise<number> {
  const { dataDir, folder, account, binaries } = cluster;
  endOrphanedBackends(folder);
  const serverLog = openServerLog(dataDir);
  const flags = Object.entries(settings(facts.port)).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  let child: ChildProcess;
  let exited = false;
  try {
    child = spawn(binaries.postgres, ["-D", dataFolderArgument(cluster, folder), ...flags], {
      ...account,
      cwd: folder,
      env: serverEnvironment(),
      // A session of its own: Ctrl-C in the terminal reaches us alone, and PostgreSQL stays up until we have drained.
      detached: true,
      stdio: ["ignore", serverLog.fd, serverLog.fd],
      windowsHide: true,
    });
    child.unref();
    child.once("exit", () => (exited = true));
    await once(child, "spawn");
  } catch (error) {
    throw cannotRun(binaries.postgres, error);
  } finally {
    closeSync(serverLog.fd);
  }
  const pid = child.pid as number;
  try {
    if (await waitUntilReady(facts, database, () => !exited)) return pid;
  } catch (error) {
    // Where the port was taken, somebody else answered, and ours is gone.
    if (!exited) {
      await stopPostmaster(cluster, pid);
      throw error;
    }
  }
  throw failure("PostgreSQL did not start", dataDir, quoteServerLog(dataDir, serverLog.size));
}

/**
 * Stops a server: clients are cut off and the data folder is left clean; after 10 s it is stopped as in a crash.
 * A pid that is no longer this cluster's postmaster is left alone.
 */
export async function stopPostmaster(
  cluster: Cluster,
  pid: number | undefined,
  log = (_line: string) => {},
): Promise<void> {
  if (pid === undefined || !isPostmasterOf(pid, cluster.folder)) return;
  signal(cluster, pid, "INT");
  if (await hasEnded(pid, FAST_SHUTDOWN_MS)) return;
  log(`PostgreSQL is still running after ${FAST_SHUTDOWN_MS / 1000} s; stopping it at once`);
  signal(cluster, pid, "QUIT");
  if (await hasEnded(pid, IMMEDIATE_SHUTDOWN_MS)) return;
  log(`PostgreSQL (pid ${pid}) did not stop; the next start will adopt it`);
}

/**
 * Backends notice the death of their postmaster only when they next wait for something. Until then they hold the
 * shared memory and no server starts. SIGQUIT ends them as an immediate shutdown would. Elsewhere than on Linux we wait.
 */
function endOrphanedBackends(folder: string): void {
  if (process.platform !== "linux") return;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const title = readFileSync(`/proc/${pid}/cmdline`, "latin1");
      if (title.startsWith("postgres: ") && readlinkSync(`/proc/${pid}/cwd`) === folder)
        process.kill(Number(pid), "SIGQUIT");
    } catch {
      // Gone meanwhile, or another user's.
    }
  }
}

function signal({ binaries }: Cluster, pid: number, name: "INT" | "QUIT"): void {
  try {
    // Windows has no signals; PostgreSQL brings its own.
    if (process.platform === "win32")
      execFileSync(binaries.pgCtl, ["kill", name, String(pid)], { stdio: "ignore" });
    else process.kill(pid, `SIG${name}`);
  } catch (error) {
    if (isAlive(pid))
      throw new EmbeddedPostgresError(
        `PostgreSQL (pid ${pid}) cannot be stopped: ${(error as Error).message}`,
      );
  }
}

async function hasEnded(pid: number, within: number): Promise<boolean> {
  const deadline = performance.now() + within;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
