import { enqueueExpiredPayments } from "../jobs/enqueueExpiredPayments.js";
import { expirePayment } from "../jobs/expirePayment.js";
import { positionNewEvents } from "../jobs/positionNewEvents.js";
import { processWebhook } from "../jobs/processWebhook.js";
import { purgeCarts } from "../jobs/purgeCarts.js";
import { purgeIdempotencyKeys } from "../jobs/purgeIdempotencyKeys.js";
import { purgeMessages } from "../jobs/purgeMessages.js";
import { purgeRateLimits } from "../jobs/purgeRateLimits.js";
import { purgeSessions } from "../jobs/purgeSessions.js";
import { purgeSpentCodes } from "../jobs/purgeSpentCodes.js";
import { verifyInvariants } from "../jobs/verifyInvariants.js";
import { subscribers } from "../subscribers/registry.js";

/**
 * Background work. It may run more than once, so it must be idempotent; one that throws is retried.
 * @param stopping aborted when the process stops: work in batches ends after the current batch
 */
export type Task = (payload: never, stopping: AbortSignal) => Promise<unknown>;

/** The job of a subscriber has the payload of its event. */
const taskOf =
  (subscriber: (payload: never) => Promise<void>): Task =>
  ({ payload }: { payload: never }) =>
    subscriber(payload);

/** All background work, by the name that its jobs have. */
export const tasks: Record<string, Task> = {
  ...Object.fromEntries(Object.entries(subscribers).map(([name, run]) => [name, taskOf(run)])),
  processWebhook,
  expirePayment,
  enqueueExpiredPayments,
  positionNewEvents,
  purgeCarts,
  purgeIdempotencyKeys,
  purgeMessages,
  purgeRateLimits,
  purgeSessions,
  purgeSpentCodes,
  verifyInvariants,
};

/** Tasks that run by the clock (UTC), once among all processes. */
export const schedule: { task: string; cron: string }[] = [
  { task: "enqueueExpiredPayments", cron: "* * * * *" },
  { task: "positionNewEvents", cron: "* * * * *" },
  { task: "purgeIdempotencyKeys", cron: "7 * * * *" },
  { task: "purgeSessions", cron: "17 * * * *" },
  { task: "purgeSpentCodes", cron: "27 * * * *" },
  { task: "purgeRateLimits", cron: "37 * * * *" },
  { task: "purgeMessages", cron: "47 * * * *" },
  { task: "verifyInvariants", cron: "33 */6 * * *" },
  { task: "purgeCarts", cron: "57 3 * * *" },
];
