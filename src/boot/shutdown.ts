import { errorLine } from "../lib/logging/describeError.js";
import { lifecycle } from "../lib/lifecycle.js";
import { print, report } from "./report.js";

/**
 * The graceful stop. What is started registers how it is stopped; the stop goes backwards through that, so that
 * nothing is taken away from under what still uses it.
 */
type Stoppable = {
  name: string;
  stop: () => Promise<void>;
  /** What can be done about it in no time, when the process is told to end at once. */
  abandon?: () => void;
};

/** Docker and Kubernetes kill after 10 and 30 s by default; requests get 10 s of these (drainable.ts). */
const PATIENCE_MS = 15_000;
/** Ctrl-C reaches the whole group, and npm passes it on besides: two of a kind in a moment are one wish. */
const ECHO_MS = 500;

/** How soon the end of npm is noticed. */
const PARENT_MS = 500;

const started: Stoppable[] = [];
let booting: Promise<unknown> = Promise.resolve();
let stoppingSince: number | undefined;

/** Thrown into a start that was told to stop; no failure, and nothing to print. */
export class Interrupted extends Error {}

export const onShutdown = (what: Stoppable): void => void started.push(what);

/** Ends the start here when the process was told to stop meanwhile. */
export function assertNotStopping(): void {
  if (stoppingSince !== undefined) throw new Interrupted();
}

/** The stop waits for the step of the start that is under way, because half a step cannot be undone. */
export function waitForBoot(boot: Promise<unknown>): void {
  booting = boot.catch(() => undefined);
}

export function listenForSignals(): void {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => onSignal(name));
}

/**
 * `npm start` that is killed takes nobody with it: the server would go on, unseen, and hold the port. So a server
 * that npm started ends with it. (`exec` in the script is what lets npm's signals reach us past its shell.)
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
 * @param reason for the report; none where the reason was told already
 */
export async function shutDown(exitCode: number, reason?: string): Promise<void> {
  if (stoppingSince !== undefined) return;
  stoppingSince = performance.now();
  lifecycle.draining = true;
  if (reason === "SIGINT" && process.stdout.isTTY) print(""); // past the ^C that the terminal shows
  if (reason) report("stopping", reason);
  setTimeout(() => endAtOnce(`not done after ${PATIENCE_MS / 1000} s`), PATIENCE_MS).unref();
  await booting;
  let code = exitCode;
  for (let next = started.pop(); next; next = started.pop()) {
    try {
      // It stays on the list until it has stopped: an end at once must still find it.
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
  // After the signals that abandon() sends in this very turn.
  setImmediate(() => process.exit(1));
}
