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

/** Passed on the command line, so that the code is the only source and an edited file cannot override them. */
const settings = (port: number): Record<string, string | number> => ({
  port,
  listen_addresses: "127.0.0.1", // not reachable from other machines
  unix_socket_directories: "", // the path of a long DATA_DIR would exceed a socket's 107 bytes
  max_connections: 100, // a few API processes with pools of ten, and the CLI
  shared_buffers: "128MB", // holds a small shop; larger values suit a dedicated machine
  effective_cache_size: "1GB", // includes the kernel's cache
  random_page_cost: 1.1, // SSDs; the default of 4 is for hard disks
  jit: "off", // compilation takes longer than it saves in our queries
  max_parallel_workers_per_gather: 0, // the cores are shared with Node, and Docker's 64 MB /dev/shm is too small for it
  timezone: "UTC",
  log_timezone: "UTC",
  log_error_verbosity: "terse", // without DETAIL, which contains the written rows
  log_min_error_statement: "panic", // without statements, which contain values
  log_checkpoints: "off", // otherwise a line every five minutes
});

/** The running postmaster of this cluster. Deletes postmaster.pid if no such process runs. */
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
  // PostgreSQL only checks whether the pid exists, and would refuse to start if an unrelated process has it. Backends
  // that outlived their postmaster are safe: PostgreSQL checks their shared memory independently of this file.
  rmSync(file, { force: true });
  return undefined;
}

/**
 * Starts the server and waits until it responds.
 * @returns its pid
 * @throws EmbeddedPostgresError with the last lines of PostgreSQL's log
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
      // A separate session: Ctrl-C in the terminal does not reach PostgreSQL, which must run until open requests have
      // ended.
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
    // If the port was taken, another server responded and ours has exited.
    if (!exited) {
      await stopPostmaster(cluster, pid);
      throw error;
    }
  }
  throw failure("PostgreSQL did not start", dataDir, quoteServerLog(dataDir, serverLog.size));
}

/**
 * Stops a server with a fast shutdown, which disconnects its clients; after 10 s with an immediate shutdown, which
 * requires crash recovery. Ignores a pid that is no longer this cluster's postmaster.
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
 * Backends notice the death of their postmaster only when they next wait. Until then they hold the shared memory and
 * no server starts. SIGQUIT ends them like an immediate shutdown. On systems other than Linux we wait.
 */
function endOrphanedBackends(folder: string): void {
  if (process.platform !== "linux") return;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const title = readFileSync(`/proc/${pid}/cmdline`, "latin1");
      if (title.startsWith("postgres: ") && readlinkSync(`/proc/${pid}/cwd`) === folder)
        process.kill(Number(pid), "SIGQUIT");
    } catch {
      // The process has ended, or belongs to another user.
    }
  }
}

function signal({ binaries }: Cluster, pid: number, name: "INT" | "QUIT"): void {
  try {
    // Windows has no signals; pg_ctl emulates them.
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
