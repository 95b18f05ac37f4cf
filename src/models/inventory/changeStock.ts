import { statement } from "../../database/statement.js";
import { newId } from "../../lib/ids.js";
import type { MovementReason } from "./vocabulary.js";

/** The new tracking settings of a variant, and the pieces added to (negative: removed from) its stock. */
export type StockChange = {
  variantId: string;
  tracked: boolean;
  backorder: boolean;
  delta: number;
  /** Stored with the movement. */
  note?: string | null;
};

type Changed = StockChange & { movementId: string };

// Set-based: locks in id order, rows and movements in one statement, for any number of variants.
const change = statement<never, { rows: Changed[]; reason: MovementReason; actor: string | null }>(
  `WITH rows AS (
     SELECT * FROM json_to_recordset(:rows::json) AS r (
       "variantId" uuid, tracked boolean, backorder boolean, delta integer, note text,
       "movementId" uuid)
   ), locked AS MATERIALIZED (
     SELECT s.variant_id FROM stock_items s JOIN rows r ON r."variantId" = s.variant_id
     ORDER BY s.variant_id FOR UPDATE OF s
   ), changed AS (
     UPDATE stock_items s SET tracked = r.tracked, backorder = r.backorder, on_hand = s.on_hand + r.delta
     FROM rows r JOIN locked l ON l.variant_id = r."variantId" WHERE s.variant_id = r."variantId"
   )
   INSERT INTO stock_movements (id, variant_id, delta, reason, actor, note)
   SELECT "movementId", "variantId", delta, :reason, :actor, note FROM rows WHERE delta <> 0`,
);

/**
 * Changes the stock of variants, and writes a movement for each with a non-zero delta.
 * @throws OutOfStock when `reserved` would exceed `onHand` (from the constraint)
 */
export async function changeStock(
  changes: StockChange[],
  { reason, actor }: { reason: MovementReason; actor: string | null },
): Promise<void> {
  if (changes.length === 0) return;
  await change({ rows: changes.map((row) => ({ ...row, movementId: newId() })), reason, actor });
}
