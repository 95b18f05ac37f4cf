import { errorLine } from "../lib/logging/describeError.js";
import { lifecycle } from "../lib/lifecycle.js";
import { print, report } from "./report.js";

/**
 * Graceful shutdown. Each started part registers how to stop it; parts stop in reverse order, so that nothing stops
 * before its users.
 */
type Stoppable = {
  name: string;
  stop: () => Promise<void>;
  /** What to do synchronously when the process has to exit at once. */
  abandon?: () => void;
};

/** Docker and Kubernetes kill after 10 and 30 s by default; requests get up to 10 s (drainable.ts). */
const PATIENCE_MS = 15_000;
/** Ctrl-C reaches the whole process group, and npm forwards it too: a repeated signal within this time is ignored. */
const ECHO_MS = 500;

/** How often to check whether npm is still running. */
const PARENT_MS = 500;

const started: Stoppable[] = [];
let booting: Promise<unknown> = Promise.resolve();
let stoppingSince: number | undefined;

/** Thrown to interrupt a start; it is not a failure, and nothing is printed. */
export class Interrupted extends Error {}

export const onShutdown = (what: Stoppable): void => void started.push(what);

/** Throws when the process was signalled to stop during the start. */
export function assertNotStopping(): void {
  if (stoppingSince !== undefined) throw new Interrupted();
}

/** Makes the shutdown wait for the running step of the start, because a partial step cannot be undone. */
export function waitForBoot(boot: Promise<unknown>): void {
  booting = boot.catch(() => undefined);
}

export function listenForSignals(): void {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => onSignal(name));
}

/**
 * Stops a server that npm started when npm is killed: otherwise the server would keep running and hold the port.
 * (`exec` in the script lets npm's signals reach this process past the shell.)
 */
export function followNpm(): void {
  if (!["start", "worker"].includes(process.env.npm_lifecycle_event ?? "")) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    void shutDown(0, "npm has ended");
  }, PARENT_MS);
  timer.unref();
}

function onSignal(name: string): void {
  if (stoppingSince === undefined) return void shutDown(0, name);
  if (performance.now() - stoppingSince > ECHO_MS) endAtOnce(`${name} again`);
}

/**
 * Stops everything that was started, newest first, and ends the process with this exit code.
 * @param reason for the report; omitted when the reason was already printed
 */
export async function shutDown(exitCode: number, reason?: string): Promise<void> {
  if (stoppingSince !== undefined) return;
  stoppingSince = performance.now();
  lifecycle.draining = true;
  if (reason === "SIGINT" && process.stdout.isTTY) print(""); // starts a new line after the ^C that the terminal shows
  if (reason) report("stopping", reason);
  setTimeout(() => endAtOnce(`not finished after ${PATIENCE_MS / 1000} s`), PATIENCE_MS).unref();
  await booting;
  let code = exitCode;
  for (let next = started.pop(); next; next = started.pop()) {
    try {
      // It stays on the list until it has stopped, because endAtOnce() must still find it.
      started.push(next);
      await next.stop();
    } catch (error) {
      code = 1;
      report("stopping", `${next.name} failed to stop: ${errorLine(error)}`);
    }
    started.splice(started.lastIndexOf(next), 1);
  }
  if (reason) report("stopped", "everything is saved", stoppingSince);
  process.exit(code);
}

function endAtOnce(reason: string): void {
  report("stopping", `at once: ${reason}`);
  for (const { abandon } of started) abandon?.();
  // After the signals that abandon() sends in this turn of the event loop.
  setImmediate(() => process.exit(1));
}
