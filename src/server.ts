/** The process: starts the shop, and stops it without losing anything. What starts is in boot/boot.ts. */
import { followNpm, Interrupted, listenForSignals, shutDown, waitForBoot } from "./boot/shutdown.js";
import { inWords } from "./boot/StartError.js";

listenForSignals();
followNpm();
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => void endAfter(error, event));
}

const starting = start();
waitForBoot(starting);
starting.catch(refuse);

/** Loaded only now: a configuration that is not usable is thrown by the module that reads it. */
async function start(): Promise<void> {
  const { boot } = await import("./boot/boot.js");
  await boot();
}

function refuse(error: unknown): void {
  if (error instanceof Interrupted) return; // the stop is under way
  console.error(inWords(error));
  void shutDown(1);
}

/** The state of the process is unknown after this: what is under way is finished, and an operator starts it anew. */
async function endAfter(error: unknown, event: string): Promise<void> {
  try {
    const { logger } = await import("./lib/logger.js");
    logger.fatal({ err: error }, event);
  } catch {
    console.error(inWords(error));
  }
  await shutDown(1, event);
}
