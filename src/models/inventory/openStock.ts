import { statement } from "../../database/statement.js";
import { newId } from "../../lib/ids.js";
import type { MovementReason } from "./vocabulary.js";

/** The first stock of a variant. `onHand` is in pieces; the stock of untracked variants is not counted. */
export type OpeningStock = { variantId: string; onHand: number; tracked: boolean; backorder: boolean };

type Opened = OpeningStock & { movementId: string };

// Set-based: the row and the movement that explains it in one statement, for any number of variants.
const open = statement<never, { rows: Opened[]; reason: MovementReason; actor: string | null }>(
  `WITH rows AS (
     SELECT * FROM json_to_recordset(:rows::json) AS r (
       "variantId" uuid, "onHand" integer, tracked boolean, backorder boolean, "movementId" uuid)
   ), opened AS (
     INSERT INTO stock_items (variant_id, on_hand, tracked, backorder)
     SELECT "variantId", "onHand", tracked, backorder FROM rows
   )
   INSERT INTO stock_movements (id, variant_id, delta, reason, actor)
   SELECT "movementId", "variantId", "onHand", :reason, :actor FROM rows WHERE "onHand" <> 0`,
);

/** Creates the stock of new variants. Call it in the transaction that creates the variants. */
export async function openStock(
  items: OpeningStock[],
  { reason = "initial", actor = null }: { reason?: MovementReason; actor?: string | null } = {},
): Promise<void> {
  if (items.length === 0) return;
  await open({ rows: items.map((item) => ({ ...item, movementId: newId() })), reason, actor });
}
