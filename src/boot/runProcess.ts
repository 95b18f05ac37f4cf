import { followNpm, Interrupted, listenForSignals, shutDown, waitForBoot } from "./shutdown.js";
import { inWords } from "./StartError.js";

/**
 * Runs a process from its start to its graceful stop.
 * @param start loads its own modules: an invalid configuration is thrown by the module that reads it
 */
export function runProcess(start: () => Promise<void>): void {
  listenForSignals();
  followNpm();
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => void endAfter(error, event));
  }
  const starting = start();
  waitForBoot(starting);
  starting.catch(refuse);
}

function refuse(error: unknown): void {
  if (error instanceof Interrupted) return; // the stop is under way
  console.error(inWords(error));
  void shutDown(1);
}

/** The state of the process is unknown after this error: it completes open requests and exits, to be restarted. */
async function endAfter(error: unknown, event: string): Promise<void> {
  try {
    const { logger } = await import("../logger.js");
    logger.fatal({ err: error }, event);
  } catch {
    console.error(inWords(error));
  }
  await shutDown(1, event);
}
