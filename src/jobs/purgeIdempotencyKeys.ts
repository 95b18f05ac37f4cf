import { purgeOf } from "../models/system/purgeStatements.js";

/**
 * Keys are promised for 24 hours and kept for 48. One whose request died half-way is kept for a week: its repetition
 * goes on with the order that it made.
 */
const purge = purgeOf(
  "idempotency_keys",
  `t.created_at < now() - CASE WHEN t.completed_at IS NULL THEN interval '7 days' ELSE interval '48 hours' END`,
);

export const purgeIdempotencyKeys = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(stopping);
