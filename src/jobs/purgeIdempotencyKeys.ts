import { statement } from "../database/statement.js";

const KEPT_HOURS = 48;

const purge = statement(
  `DELETE FROM idempotency_keys WHERE created_at < now() - interval '${KEPT_HOURS} hours' AND completed_at IS NOT NULL`,
);

/** Keys are promised for 24 hours and kept for 48. */
export async function purgeIdempotencyKeys(): Promise<void> {
  await purge();
}
