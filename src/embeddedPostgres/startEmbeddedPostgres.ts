import { mkdirSync, realpathSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureCluster, openCluster, type Cluster } from "./cluster.js";
import { waitUntilReady } from "./connection.js";
import { EmbeddedPostgresError, errorCode } from "./EmbeddedPostgresError.js";
import { readFacts, urlOf, writeFacts, type Facts } from "./facts.js";
import { joinMembers, type Member } from "./members.js";
import { findFreePort, isPortFree } from "./ports.js";
import { findPostmaster, launchPostmaster, stopPostmaster } from "./postmaster.js";
import { seconds } from "./programs/programs.js";
import { keepAlive } from "./supervisor.js";

export type EmbeddedPostgresOptions = {
  /** The folder of the cluster, its password (postgres.json, 0600) and its log; created if missing. */
  dataDir: string;
  /** Created if missing. Default "cartwright". */
  database?: string;
  /** Default: the port of the last start if it is still free, else another free one. */
  port?: number;
  /** Receives one line per event: ready, adopted, died, restarted, taken over, stopped. */
  log?: (line: string) => void;
};

export type EmbeddedPostgres = {
  /** postgres://user:password@127.0.0.1:port/database */
  url: string;
  port: number;
  /** Whether this process supervises the server now; false while another live process does. */
  readonly owned: boolean;
  /** Stops the server if no other process uses it, else leaves it to the next one; idempotent. */
  stop: () => Promise<void>;
};

type Context = {
  dataDir: string;
  database: string;
  port: number | undefined;
  log: (line: string) => void;
  member: Member;
};

/**
 * Starts PostgreSQL on a data folder and keeps it running until stop(): a dead server is started again on the same
 * port. A server left over from a killed process is adopted. Processes that start on the same folder share the server:
 * the oldest supervises it, and when that one ends or is killed, the next oldest takes over.
 * @throws EmbeddedPostgresError with a message for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { database = "cartwright", port, log = () => {} } = options;
  let member: Member | undefined;
  try {
    mkdirSync(options.dataDir, { recursive: true });
    const dataDir = realpathSync(options.dataDir);
    member = await joinMembers(dataDir);
    const context = { dataDir, database, port, log, member };
    for (;;) {
      const server = member.leads() ? await lead(context) : await follow(context);
      if (server) return server;
    }
  } catch (error) {
    member?.leave();
    throw inPlainWords(error, options.dataDir);
  }
}

/** @returns undefined if the leader ended before its server was ready; this process may lead now */
async function follow(context: Context): Promise<EmbeddedPostgres | undefined> {
  const { dataDir, database, log, member } = context;
  for (; member.isRegistered() && !member.leads(); await sleep(50)) {
    const facts = readFacts(dataDir);
    if (!facts?.port) continue; // the leader is still creating the cluster
    // The leader may change to another port; it writes the port to the file.
    const holds = () => !member.leads() && readFacts(dataDir)?.port === facts.port;
    if (!(await waitUntilReady(facts, database, holds))) continue;
    log(`PostgreSQL on 127.0.0.1:${facts.port} is shared with process ${member.others()[0]?.pid}`);
    return supervise(context, facts);
  }
  if (!member.isRegistered()) {
    throw new EmbeddedPostgresError(`${dataDir} was deleted or replaced during the start. Start again.`);
  }
  return undefined;
}

async function lead(context: Context): Promise<EmbeddedPostgres> {
  const cluster = openCluster(context.dataDir, context.log);
  const facts = (await adopt(cluster, context)) ?? (await prepare(cluster, context));
  return supervise(context, facts, { cluster, pid: await start(cluster, facts, context) });
}

/** @param led the server that this process has started; undefined while another process supervises it */
function supervise(
  context: Context,
  facts: Facts,
  led?: { cluster: Cluster; pid: number },
): EmbeddedPostgres {
  const { dataDir, database, log, member } = context;
  let cluster = led?.cluster;
  const bringUp = () => start((cluster ??= openCluster(dataDir, log)), facts, context);
  const endWatch = keepAlive({ member, first: led?.pid, bringUp, log });
  const stop = async () => {
    const pid = await endWatch();
    if (!(await handOver(context))) {
      // If the folder was replaced, the server in it can belong to another process.
      const running = member.isRegistered()
        ? findPostmaster((cluster ??= openCluster(dataDir)))?.pid
        : undefined;
      if (cluster) await stopPostmaster(cluster, running ?? pid, log);
      log("PostgreSQL stopped");
    }
    member.leave();
  };
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(facts, database),
    port: facts.port,
    get owned() {
      return member.leads();
    },
    stop: () => (stopping ??= stop()),
  };
}

/**
 * Leaves the server to the other members. Two members that leave at once may each expect the other to stay, so a
 * member checks again after it has left: the last one sees no other member and registers again to stop the server.
 * @returns false if no other member remains; this one must stop the server
 */
async function handOver({ log, member }: Context): Promise<boolean> {
  while (member.isRegistered() && member.others().length > 0) {
    member.leave();
    const [next] = member.others();
    if (next) {
      log(`PostgreSQL is left to process ${next.pid}`);
      return true;
    }
    await member.rejoin();
  }
  return false;
}

/** Adopts a server that outlived its process, if its password is known and its port is the requested one. */
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

/** Uses the running server, else starts one: at the first start, after a crash and after an adoption. */
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
    EACCES: `This process does not have permission to read and write ${dataDir}`,
    EPERM: `This process does not have permission to change ${dataDir}`,
    EROFS: `${dataDir} is on a read-only file system`,
    ENOSPC: `The disk that holds ${dataDir} is full`,
    ENOENT: `${dataDir} cannot be created`,
    ENOTDIR: `${dataDir} is not a folder`,
    EEXIST: `${dataDir} is not a folder`,
  };
  const sentence = sentences[errorCode(error) ?? ""];
  if (!sentence || error instanceof EmbeddedPostgresError) return error;
  return new EmbeddedPostgresError(`${sentence}: ${(error as Error).message}`, { cause: error });
}
