import { oldIdempotencyKeys, purge } from "../models/system/purgeStatements.js";

/** Deletes the idempotency keys of the day before yesterday. */
export const purgeIdempotencyKeys = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(oldIdempotencyKeys, stopping);
