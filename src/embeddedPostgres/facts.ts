import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The connection data of the server, stored in DATA_DIR/postgres.json. Only its owner can read it. */
export type Facts = { user: string; password: string; port: number; url: string };

const factsFile = (dataDir: string) => path.join(dataDir, "postgres.json");

/** Facts with a new password, for a new cluster. */
export function newFacts(): Facts {
  return { user: "cartwright", password: randomBytes(24).toString("base64url"), port: 0, url: "" };
}

export function urlOf({ user, password, port }: Facts, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** @returns undefined if the file is missing or is not JSON; the caller then sets a new password */
export function readFacts(dataDir: string): Facts | undefined {
  let text: string;
  try {
    text = readFileSync(factsFile(dataDir), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as Facts;
  } catch {
    return undefined;
  }
}

/** Writes a temporary file, syncs it and renames it: the only copy of the password must survive a power failure. */
export function writeFacts(dataDir: string, facts: Facts): void {
  const file = factsFile(dataDir);
  if (JSON.stringify(readFacts(dataDir)) === JSON.stringify(facts)) return;
  const draft = openSync(`${file}.new`, "w", 0o600);
  try {
    writeFileSync(draft, JSON.stringify(facts, null, 2));
    fsyncSync(draft);
  } finally {
    closeSync(draft);
  }
  renameSync(`${file}.new`, file);
}
