import { dynamicStatement } from "../../database/statement.js";
import type { PageStart } from "../../lib/paging.js";
import { StockMovement } from "./StockMovement.js";
import type { MovementReason } from "./vocabulary.js";

export type MovementRow = {
  id: string;
  delta: number;
  reason: MovementReason;
  note: string | null;
  orderId: string | null;
  actor: string | null;
  createdAt: Date;
};

/**
 * The movements of a variant, newest first. Hand-written, because the cursor compares the whole key at the precision of
 * PostgreSQL, which a JavaScript Date loses.
 */
export async function listMovements(variantId: string, limit: number, start: PageStart) {
  const [at = null, id = null] = ("after" in start && start.after) || [];
  const offset = "offset" in start ? start.offset : 0;
  const after = id === null ? "" : "AND (created_at, id) < (:at::timestamptz, :id::uuid)";
  const text = `
    SELECT id, delta, reason, note, order_id AS "orderId", actor, created_at AS "createdAt",
           created_at::text AS "cursorKey"
    FROM stock_movements WHERE variant_id = :variantId ${after}
    ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset`;
  const params = { variantId, at, id, limit: limit + 1, offset };
  const found = await dynamicStatement<MovementRow & { cursorKey: string }, typeof params>(text)(params);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last && found.length > limit ? [last.cursorKey, last.id] : null };
}

export const countMovements = (variantId: string): Promise<number> =>
  StockMovement.count({ where: { variantId } });
