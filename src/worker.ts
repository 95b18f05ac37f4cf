import { setTimeout as delay } from "node:timers/promises";
import { onWork } from "./events/publish.js";
import { dispatchEvents } from "./jobs/dispatchEvents.js";
import { expirePayments } from "./jobs/expirePayments.js";
import { processWebhooks } from "./jobs/processWebhooks.js";
import { purgeIdempotencyKeys } from "./jobs/purgeIdempotencyKeys.js";
import { purgeRateLimits } from "./jobs/purgeRateLimits.js";
import { purgeSessions } from "./jobs/purgeSessions.js";
import { purgeSpentCodes } from "./jobs/purgeSpentCodes.js";
import { logger } from "./lib/logger.js";
import { subscribers } from "./subscribers/registry.js";

/** A nudge makes work start at once; polling finds what other processes, or a process that died, left behind. */
const POLL_MS = 1000;
const SWEEP_MS = 15_000;
const PURGE_MS = 3_600_000;

export type Workers = { stop(): Promise<void> };

/** Starts the background work of this process. Any number of processes may: each piece is taken by one of them. */
export function startWorkers(): Workers {
  const stopping = new AbortController();
  const loops = [
    loop("events", POLL_MS, stopping.signal, workOff, onWork),
    loop("expired payments", SWEEP_MS, stopping.signal, expirePayments),
    loop("idempotency keys", PURGE_MS, stopping.signal, purgeIdempotencyKeys),
    loop("sessions", PURGE_MS, stopping.signal, purgeSessions),
    loop("one-time codes", PURGE_MS, stopping.signal, purgeSpentCodes),
    loop("rate limits", PURGE_MS, stopping.signal, purgeRateLimits),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

/** Works off what is waiting now: webhooks first, because they publish events. */
export async function workOff(): Promise<void> {
  await processWebhooks();
  await dispatchEvents(subscribers);
}

/** Runs `work` again and again, at the latest every `pauseMs`, at once when nudged. A failure is logged, not fatal. */
async function loop(
  name: string,
  pauseMs: number,
  stopped: AbortSignal,
  work: () => Promise<unknown>,
  onNudge: (nudge: () => void) => void = () => undefined,
): Promise<void> {
  let nudged = false;
  let rest = new AbortController();
  onNudge(() => {
    nudged = true;
    rest.abort();
  });
  stopped.addEventListener("abort", () => rest.abort());
  while (!stopped.aborted) {
    nudged = false;
    await work().catch((error: unknown) => logger.error({ err: error }, `background work failed: ${name}`));
    rest = new AbortController();
    if (nudged || stopped.aborted) continue;
    await delay(pauseMs, undefined, { signal: rest.signal, ref: false }).catch(() => undefined);
  }
}
