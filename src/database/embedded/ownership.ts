import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { errorCode } from "./EmbeddedPostgresError.js";
import { isSameProcess, markOf, type ProcessMark } from "./processes.js";

const ownerFile = (dataDir: string) => path.join(dataDir, "postgres.owner.json");

/**
 * Claims the data folder for this process. One process starts, watches and stops the server; all others use it.
 * @returns undefined when the claim holds, else the live process that owns the folder.
 */
export function claimOwnership(dataDir: string): ProcessMark | undefined {
  const file = ownerFile(dataDir);
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(markOf(process.pid)), { mode: 0o600 });
    for (;;) {
      if (linked(draft, file)) return undefined;
      const owner = readOwner(file);
      if (owner && isSameProcess(owner)) return owner;
      discardStale(file);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Gives the folder up; leaves a successor's claim alone. */
export function releaseOwnership(dataDir: string): void {
  const file = ownerFile(dataDir);
  if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true });
}

/** A hard link appears with its content complete and fails when the name is taken: a claim in one step. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Takes a dead owner's file away, and puts it back where a rival that saw the same corpse was quicker to claim. */
function discardStale(file: string): void {
  const grave = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, grave);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  const owner = readOwner(grave);
  if (owner && isSameProcess(owner)) linked(grave, file);
  rmSync(grave, { force: true });
}

function readOwner(file: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProcessMark;
  } catch {
    return undefined;
  }
}
