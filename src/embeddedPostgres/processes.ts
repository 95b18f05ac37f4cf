import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";

/**
 * Identifies a process by pid and start time, because pids are reused: in containers within seconds, and mostly the
 * same small numbers.
 */
export type ProcessMark = { pid: number; startedAt: string };

/** The mark of a running process; undefined if there is none. A zombie does not count. */
export function markOf(pid: number): ProcessMark | undefined {
  if (!isAlive(pid)) return undefined;
  const startedAt = startTimeOf(pid);
  return startedAt ? { pid, startedAt } : undefined;
}

/** Whether the marked process still runs. A running process with an unknown start time counts as the same. */
export function isSameProcess(mark: ProcessMark): boolean {
  if (!isAlive(mark.pid)) return false;
  const startedAt = startTimeOf(mark.pid);
  return !startedAt || startedAt === mark.startedAt;
}

/**
 * Whether a process with this pid runs; costs one small read. A zombie counts as dead: signal 0 still reaches it, and
 * it stays for ever in a container whose init never reaps.
 */
export function isAlive(pid: number): boolean {
  if (process.platform === "linux") {
    const state = linuxStat(pid)?.[0];
    return state !== undefined && state !== "Z" && state !== "X";
  }
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether the process is a postmaster that works in `folder` (a real path). */
export function isPostmasterOf(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  const command = commandLineOf(pid);
  // The working directory is correct even after the folder was moved; the command line is readable for every user.
  const here = [folder, `${folder} (deleted)`]; // proc_pid_cwd(5)
  return (
    /\bpostgres\b/.test(command) && (command.includes(folder) || here.includes(workingDirectoryOf(pid) ?? ""))
  );
}

/** The fields of /proc/<pid>/stat from the state on. The name before it can contain spaces and parentheses. */
function linuxStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

function startTimeOf(pid: number): string | undefined {
  if (process.platform === "linux") {
    // Field 22 counts ticks since boot (proc_pid_stat(5)), so it is only unique together with the boot.
    const ticks = linuxStat(pid)?.[19];
    return ticks && `${read("/proc/sys/kernel/random/boot_id")}/${ticks}`;
  }
  if (process.platform === "win32") return askWindows(pid, "CreationDate.Ticks");
  return run("ps", ["-o", "lstart=", "-p", String(pid)]);
}

function commandLineOf(pid: number): string {
  if (process.platform === "linux") return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  if (process.platform === "win32") return askWindows(pid, "CommandLine");
  return run("ps", ["-ww", "-o", "args=", "-p", String(pid)]);
}

function workingDirectoryOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function askWindows(pid: number, property: string): string {
  const query = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').${property}`;
  return run("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", query]);
}

function run(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      windowsHide: true,
    }).trim();
  } catch {
    return "";
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}
