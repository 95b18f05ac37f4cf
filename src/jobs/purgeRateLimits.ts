import { statement } from "../database/statement.js";

const purge = statement("DELETE FROM rate_limits WHERE expire < extract(epoch FROM now()) * 1000");

/** Counters whose window is over count for nothing. */
export async function purgeRateLimits(): Promise<void> {
  await purge();
}
