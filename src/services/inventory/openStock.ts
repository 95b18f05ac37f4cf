import { positional } from "../../database/statement.js";
import { newId } from "../../lib/ids.js";
import type { MovementReason } from "../../models/inventory/vocabulary.js";

/** How a variant's stock begins. `onHand` is in pieces; untracked ones are sold without counting. */
export type OpeningStock = { variantId: string; onHand: number; tracked: boolean; backorder: boolean };

const open = positional(
  `WITH opened AS (
     INSERT INTO stock_items (variant_id, on_hand, tracked, backorder)
     SELECT * FROM unnest($1::uuid[], $2::integer[], $3::boolean[], $4::boolean[])
     RETURNING variant_id, on_hand
   )
   INSERT INTO stock_movements (id, variant_id, delta, reason, actor)
   SELECT m.id, o.variant_id, o.on_hand, $6, $7
   FROM opened o JOIN unnest($1::uuid[], $5::uuid[]) AS m (variant_id, id) USING (variant_id)
   WHERE o.on_hand <> 0`,
);

/**
 * Gives new variants their stock row, and the movement that explains it: one statement for any number of them.
 * Call it in the transaction that made the variants.
 */
export async function openStock(
  items: OpeningStock[],
  { reason = "initial", actor = null }: { reason?: MovementReason; actor?: string | null } = {},
): Promise<void> {
  if (items.length === 0) return;
  await open([
    items.map(({ variantId }) => variantId),
    items.map(({ onHand }) => onHand),
    items.map(({ tracked }) => tracked),
    items.map(({ backorder }) => backorder),
    items.map(() => newId()),
    reason,
    actor,
  ]);
}
