import { purgeOf } from "../models/system/purgeStatements.js";

/** Carts that an order was made of stay as long as the order; a customer's open cart stays, too. */
const purge = purgeOf(
  "carts",
  `t.updated_at < now() - interval '90 days' AND (t.user_id IS NULL OR t.closed_at IS NOT NULL)
   AND NOT EXISTS (SELECT FROM orders o WHERE o.cart_id = t.id)`,
);

/** Deletes guests' carts that nobody has touched for 90 days, and those that were merged into another so long ago. */
export const purgeCarts = (_payload: unknown, stopping: AbortSignal): Promise<void> => purge(stopping);
