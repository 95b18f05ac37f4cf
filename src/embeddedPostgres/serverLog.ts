import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

const LARGEST = 5 * 1024 * 1024;
const KEPT = 512 * 1024;

export const serverLogFile = (dataDir: string) => path.join(dataDir, "postgres.log");

/** Opens PostgreSQL's log for appending. A log larger than 5 MB is first cut to its last 512 kB. */
export function openServerLog(dataDir: string): { fd: number; size: number } {
  const file = serverLogFile(dataDir);
  if (existsSync(file) && statSync(file).size > LARGEST) {
    const tail = readFrom(file, statSync(file).size - KEPT);
    writeFileSync(file, tail.slice(tail.indexOf("\n") + 1));
  }
  const fd = openSync(file, "a", 0o600);
  return { fd, size: fstatSync(fd).size };
}

/** The last lines that PostgreSQL wrote from byte `since` on, indented for an error message. */
export function quoteServerLog(dataDir: string, since = 0): string {
  return quote(readFrom(serverLogFile(dataDir), since));
}

/** The last 15 lines of a program's output, indented. */
export function quote(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(-15)
    .map((line) => `  | ${line}`)
    .join("\n");
}

function readFrom(file: string, start: number): string {
  if (start === 0) return readFileSync(file, "utf8");
  const fd = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(Math.max(0, fstatSync(fd).size - start));
    readSync(fd, buffer, 0, buffer.length, start);
    return buffer.toString("utf8");
  } finally {
    closeSync(fd);
  }
}
