import { abandonedCarts, purge } from "../models/system/purgeStatements.js";

/** Deletes guests' carts that nobody has touched for 90 days, and those that were merged into another so long ago. */
export const purgeCarts = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(abandonedCarts, stopping);
