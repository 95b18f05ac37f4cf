import {
  accessSync,
  constants,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  rmSync,
  statSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Complaint } from "./complaint.js";

export type ImportFile = {
  /** As given on the command line; "stdin" for standard input. */
  name: string;
  /** Null when unknown, as for a pipe. */
  bytes: number | null;
  open: () => Readable;
  close: () => void;
};

/**
 * Checks the import file before anything else is started.
 * @param options.twice the file is read more than once, so standard input is copied to a temporary file
 * @throws Complaint when it cannot be read
 */
export async function openImportFile(name: string, { twice }: { twice: boolean }): Promise<ImportFile> {
  if (name === "-") return twice ? keepStdin() : stdin();
  return plainFile(name, name);
}

function plainFile(file: string, name: string): ImportFile {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw new Complaint(`${name} is a directory, not a CSV file`);
    accessSync(file, constants.R_OK);
    const bytes = stat.isFile() ? stat.size : null;
    return { name, bytes, open: () => createReadStream(file), close: () => undefined };
  } catch (error) {
    if (error instanceof Complaint) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new Complaint(`${name} does not exist`);
    if (code === "EACCES" || code === "EPERM")
      throw new Complaint(`this user does not have permission to read ${name}`);
    throw new Complaint(`${name} cannot be read: ${message}`);
  }
}

function stdin(): ImportFile {
  if (process.stdin.isTTY) throw new Complaint("standard input is a terminal: pipe a CSV file into it");
  return { name: "stdin", bytes: null, open: () => process.stdin, close: () => undefined };
}

async function keepStdin(): Promise<ImportFile> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "cartwright-import-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = path.join(folder, "stdin.csv");
    await pipeline(stdin().open(), createWriteStream(copy, { mode: 0o600 }));
    return { ...plainFile(copy, "stdin"), close: remove };
  } catch (error) {
    remove();
    throw error;
  }
}
