import { mkdirSync, realpathSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureCluster, openCluster, type Cluster } from "./cluster.js";
import { waitUntilReady } from "./connection.js";
import { EmbeddedPostgresError, errorCode } from "./EmbeddedPostgresError.js";
import { readFacts, urlOf, writeFacts, type Facts } from "./facts.js";
import { claimOwnership, releaseOwnership } from "./ownership.js";
import { findFreePort, isPortFree } from "./ports.js";
import { findPostmaster, launchPostmaster, stopPostmaster } from "./postmaster.js";
import { isSameProcess, type ProcessMark } from "./processes.js";
import { seconds } from "./programs.js";
import { keepAlive } from "./supervisor.js";

export type EmbeddedPostgresOptions = {
  /** Where the cluster, its password (postgres.json, 0600) and its log live; made when missing. */
  dataDir: string;
  /** Made when missing. Default "cartwright". */
  database?: string;
  /** Default: the port of the last start where it is still free, else a free one. */
  port?: number;
  /** Takes one line per event: ready, adopted, died, restarted, stopped. */
  log?: (line: string) => void;
};

export type EmbeddedPostgres = {
  /** postgres://user:password@127.0.0.1:port/database */
  url: string;
  port: number;
  /** Whether this process watches and stops the server; false where another live process does. */
  owned: boolean;
  /** Stops the server when it is owned; may be called again. */
  stop: () => Promise<void>;
};

type Context = { dataDir: string; database: string; port: number | undefined; log: (line: string) => void };

/**
 * Starts PostgreSQL on a data folder and keeps it running until stop(): a dead server is started again on the same
 * port. A server left over from a killed process is adopted; one that another live process owns is shared.
 * @throws EmbeddedPostgresError in words an operator can act on.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { database = "cartwright", port, log = () => {} } = options;
  try {
    mkdirSync(options.dataDir, { recursive: true });
    const context = { dataDir: realpathSync(options.dataDir), database, port, log };
    for (;;) {
      const owner = claimOwnership(context.dataDir);
      const server = owner ? await attach(context, owner) : await own(context);
      if (server) return server;
    }
  } catch (error) {
    throw inPlainWords(error, options.dataDir);
  }
}

/** @returns undefined when the owner went away before its server was ready: the claim is open again. */
async function attach(
  { dataDir, database, log }: Context,
  owner: ProcessMark,
): Promise<EmbeddedPostgres | undefined> {
  for (; isSameProcess(owner); await sleep(50)) {
    const facts = readFacts(dataDir);
    if (!facts?.port) continue; // the owner is still making the cluster
    // The owner may be about to move to another port, and says so in the file.
    const holds = () => isSameProcess(owner) && readFacts(dataDir)?.port === facts.port;
    if (!(await waitUntilReady(facts, database, holds))) continue;
    log(`PostgreSQL on 127.0.0.1:${facts.port} is shared with process ${owner.pid}`);
    return { url: urlOf(facts, database), port: facts.port, owned: false, stop: async () => {} };
  }
  return undefined;
}

async function own(context: Context): Promise<EmbeddedPostgres> {
  const { dataDir, database, log } = context;
  try {
    const cluster = openCluster(dataDir);
    const facts = (await adopt(cluster, context)) ?? (await prepare(cluster, context));
    const bringUp = () => start(cluster, facts, context);
    const endWatch = keepAlive(await bringUp(), bringUp, log);

    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await stopPostmaster(cluster, await endWatch(), log);
      releaseOwnership(dataDir);
      log("PostgreSQL stopped");
    };
    return { url: urlOf(facts, database), port: facts.port, owned: true, stop: () => (stopping ??= stop()) };
  } catch (error) {
    releaseOwnership(dataDir);
    throw error;
  }
}

/** Takes over a server that outlived its process, where we hold its password and it has the port asked for. */
async function adopt(
  cluster: Cluster,
  { dataDir, database, port, log }: Context,
): Promise<Facts | undefined> {
  const running = findPostmaster(cluster);
  if (!running) return undefined;
  const known = readFacts(dataDir);
  if (known && (port ?? running.port) === running.port) {
    const facts = { ...known, port: running.port };
    const answers = await waitUntilReady(facts, database, () => findPostmaster(cluster) !== undefined).catch(
      () => false,
    );
    if (answers) {
      log(`PostgreSQL (pid ${running.pid}) was left running on 127.0.0.1:${running.port}; adopted`);
      return facts;
    }
  }
  await stopPostmaster(cluster, running.pid, log);
  return undefined;
}

async function prepare(cluster: Cluster, { dataDir, database, port, log }: Context): Promise<Facts> {
  const found = await ensureCluster(cluster, log);
  if (port && !(await isPortFree(port))) {
    throw new EmbeddedPostgresError(`PostgreSQL cannot listen on 127.0.0.1:${port}: the port is taken.`);
  }
  const facts = { ...found, port: port ?? (await usablePort(found.port)) };
  facts.url = urlOf(facts, database);
  writeFacts(dataDir, facts);
  return facts;
}

/** The same server at first start, after a crash and after an adoption: whatever runs is used, else one is launched. */
async function start(cluster: Cluster, facts: Facts, { database, log }: Context): Promise<number> {
  const running = findPostmaster(cluster);
  if (running) return running.pid;
  const started = performance.now();
  const pid = await launchPostmaster(cluster, facts, database);
  log(
    `PostgreSQL ${cluster.binaries.major} ready on 127.0.0.1:${facts.port}, pid ${pid} (${seconds(started)})`,
  );
  return pid;
}

async function usablePort(last: number): Promise<number> {
  return last > 0 && (await isPortFree(last)) ? last : findFreePort();
}

function inPlainWords(error: unknown, dataDir: string): unknown {
  const sentences: Record<string, string> = {
    EACCES: `This process may not read and write everything in ${dataDir}`,
    EPERM: `This process may not change what is in ${dataDir}`,
    EROFS: `${dataDir} is on a read-only file system`,
    ENOSPC: `The disk that holds ${dataDir} is full`,
    ENOENT: `${dataDir} cannot be made`,
    ENOTDIR: `${dataDir} is not a folder`,
    EEXIST: `${dataDir} is not a folder`,
  };
  const sentence = sentences[errorCode(error) ?? ""];
  if (!sentence || error instanceof EmbeddedPostgresError) return error;
  return new EmbeddedPostgresError(`${sentence}: ${(error as Error).message}`, { cause: error });
}
