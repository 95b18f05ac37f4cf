import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError, errorCode } from "./EmbeddedPostgresError.js";
import { isAlive, isSameProcess, markOf, type ProcessMark } from "./processes.js";

/**
 * One of the processes that use a data folder. The oldest live member leads: it starts, watches and stops the server.
 * Leadership passes without a message: when the leader leaves or dies, the next oldest member leads.
 */
export type Member = {
  /** Whether this member leads right now. */
  leads: () => boolean;
  /** The other live members, oldest first. */
  others: () => ProcessMark[];
  /** False after leave(), and after the data folder was deleted or replaced. */
  isRegistered: () => boolean;
  /** Registers again after leave(), as the youngest. */
  rejoin: () => Promise<void>;
  leave: () => void;
};

type Entry = { name: string; number: number; mark: ProcessMark };

/**
 * Registers this process as a user of the data folder.
 *
 * An entry is an empty file whose name contains all its data, so an entry is never incomplete. No name is used twice,
 * so the entry of a dead process can be deleted at any time. Two members never lead at once: a member leads only if it
 * saw no older live entry, and an entry counts only if its process, after writing it, saw no younger live one. Suppose
 * a younger member leads and an older entry was written later: its process sees the younger entry and withdraws.
 */
export async function joinMembers(dataDir: string): Promise<Member> {
  const folder = path.join(dataDir, "postgres.members");
  let own = "";

  const join = async () => {
    for (;;) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const next = Math.max(0, ...list(folder).map(({ number }) => number)) + 1;
      const candidate = nameOf(next, folder);
      closeSync(openSync(path.join(folder, candidate), "wx", 0o600));
      if (list(folder).at(-1)?.name === candidate) return void (own = candidate);
      rmSync(path.join(folder, candidate), { force: true });
      await sleep(Math.random() * 20); // so that two members that withdraw together do not collide again
    }
  };
  const others = () =>
    list(folder)
      .filter(({ name }) => name !== own)
      .map(({ mark }) => mark);

  await join();
  return {
    leads: () => own !== "" && list(folder)[0]?.name === own,
    others,
    isRegistered: () => own !== "" && list(folder).some(({ name }) => name === own),
    rejoin: join,
    leave: () => {
      if (own) rmSync(path.join(folder, own), { force: true });
      own = "";
    },
  };
}

/** `<number>.<pid>.<inode of the folder>.<start time in hex>.<random>` */
function nameOf(number: number, folder: string): string {
  const mark = markOf(process.pid);
  if (!mark)
    throw new EmbeddedPostgresError("The start time of a process cannot be read: /proc or ps is missing.");
  const { pid, startedAt } = mark;
  const parts = [
    pid,
    inodeOf(folder),
    Buffer.from(startedAt).toString("hex"),
    randomBytes(4).toString("hex"),
  ];
  return [String(number).padStart(9, "0"), ...parts].join(".");
}

/** The live members, oldest first. Deletes entries of dead processes and entries that were copied with the folder. */
function list(folder: string): Entry[] {
  const inode = inodeOf(folder);
  return namesIn(folder).flatMap((name) => {
    const [number, pid, home, startedAt = ""] = name.split(".");
    const mark = { pid: Number(pid), startedAt: Buffer.from(startedAt, "hex").toString() };
    if (home === inode && stillRuns(name, mark)) return [{ name, number: Number(number), mark }];
    rmSync(path.join(folder, name), { force: true });
    return [];
  });
}

/** On systems other than Linux, reading a start time runs a program, so each entry is compared only once. */
function stillRuns(name: string, mark: ProcessMark): boolean {
  if (process.platform === "linux") return isSameProcess(mark);
  if (compared.has(name)) return isAlive(mark.pid);
  const same = isSameProcess(mark);
  if (same) compared.add(name);
  return same;
}

const compared = new Set<string>();

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d{9}\.\d+\.\d*\.[0-9a-f]*\.[0-9a-f]+$/.test(name))
      .sort();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** A copied folder has another inode, so the members of the original are not counted in it. */
function inodeOf(folder: string): string {
  return String(statSync(folder, { bigint: true, throwIfNoEntry: false })?.ino ?? "");
}
