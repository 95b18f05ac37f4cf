import { oldIdempotencyKeys, purge } from "../models/system/purges.js";

/** Deletes idempotency keys older than 48 hours. */
export const purgeIdempotencyKeys = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(oldIdempotencyKeys, stopping);
