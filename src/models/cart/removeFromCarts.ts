import { statement } from "../../database/statement.js";

// Set-based: many variants may be in many carts, and the carts are locked in id order.
const lockCarts = statement<{ id: string }, { variantIds: string[] }>(
  `SELECT id FROM carts
   WHERE closed_at IS NULL AND id IN (SELECT cart_id FROM cart_items WHERE variant_id = ANY (:variantIds::uuid[]))
   ORDER BY id FOR UPDATE`,
);
const removeLines = statement<never, { cartIds: string[]; variantIds: string[] }>(
  "DELETE FROM cart_items WHERE cart_id = ANY (:cartIds::uuid[]) AND variant_id = ANY (:variantIds::uuid[])",
);
const raiseVersions = statement<never, { cartIds: string[] }>(
  "UPDATE carts SET version = version + 1 WHERE id = ANY (:cartIds::uuid[])",
);

/** Removes variants that are no longer sold from every open cart. */
export async function removeFromCarts(variantIds: string[]): Promise<void> {
  if (variantIds.length === 0) return;
  const cartIds = (await lockCarts({ variantIds })).map(({ id }) => id);
  if (cartIds.length === 0) return;
  await removeLines({ cartIds, variantIds });
  await raiseVersions({ cartIds });
}
