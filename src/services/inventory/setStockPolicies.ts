import { positional } from "../../database/statement.js";

/** Whether a variant is counted, and whether it sells below zero. */
export type StockPolicyChange = { variantId: string; tracked: boolean; backorder: boolean };

const lock = positional(
  "SELECT FROM stock_items WHERE variant_id = ANY ($1::uuid[]) ORDER BY variant_id FOR UPDATE",
);
const change = positional(
  `UPDATE stock_items s SET tracked = c.tracked, backorder = c.backorder
   FROM unnest($1::uuid[], $2::boolean[], $3::boolean[]) AS c (variant_id, tracked, backorder)
   WHERE s.variant_id = c.variant_id`,
);

/**
 * Changes how stock is counted, rows locked in id order.
 * @throws OutOfStock when more is promised than would be there (from the constraint)
 */
export async function setStockPolicies(changes: StockPolicyChange[]): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(({ variantId }) => variantId);
  await lock([ids]);
  await change([ids, changes.map(({ tracked }) => tracked), changes.map(({ backorder }) => backorder)]);
}
