import { abandonedCarts, purge } from "../models/system/purges.js";

/** Deletes guests' carts and closed carts without an order, unchanged for 90 days. */
export const purgeCarts = (_payload: unknown, stopping: AbortSignal): Promise<void> =>
  purge(abandonedCarts, stopping);
