import { abandonedCarts, purge } from "../models/system/purges.js";

/** Deletes guests' carts that did not change for 90 days, and carts that were merged into another 90 days ago. */
export const purgeCarts = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(abandonedCarts, stopping);
