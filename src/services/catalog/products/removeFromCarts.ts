import { positional } from "../../../database/statement.js";

const lockCarts = positional<{ id: string }>(
  `SELECT id FROM carts
   WHERE closed_at IS NULL AND id IN (SELECT cart_id FROM cart_items WHERE variant_id = ANY ($1::uuid[]))
   ORDER BY id FOR UPDATE`,
);
const removeLines = positional(
  "DELETE FROM cart_items WHERE cart_id = ANY ($1::uuid[]) AND variant_id = ANY ($2::uuid[])",
);
const raiseVersions = positional("UPDATE carts SET version = version + 1 WHERE id = ANY ($1::uuid[])");

/** Takes variants that are no longer sold out of every open cart. */
export async function removeFromCarts(variantIds: string[]): Promise<void> {
  if (variantIds.length === 0) return;
  const carts = (await lockCarts([variantIds])).map(({ id }) => id);
  if (carts.length === 0) return;
  await removeLines([carts, variantIds]);
  await raiseVersions([carts]);
}
