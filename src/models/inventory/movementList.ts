import { dynamicPositional } from "../../database/statement.js";
import type { PageStart } from "../../http/paging.js";
import { StockMovement } from "./StockMovement.js";

export type MovementRow = {
  id: string;
  delta: number;
  reason: string;
  note: string | null;
  orderId: string | null;
  actor: string | null;
  createdAt: Date;
};

/** A variant's ledger, the latest entry first. */
export async function listMovements(variantId: string, limit: number, start: PageStart) {
  const values: unknown[] = [variantId];
  let after = "";
  if ("after" in start && start.after) {
    const [at, id] = start.after.map((value) => `$${values.push(value)}`);
    after = `AND (created_at, id) < (${at}::timestamptz, ${id}::uuid)`;
  }
  const offset = "offset" in start && start.offset > 0 ? `OFFSET $${values.push(start.offset)}::integer` : "";
  const text = `
    SELECT id, delta, reason, note, order_id AS "orderId", actor, created_at AS "createdAt",
           created_at::text AS "cursorKey"
    FROM stock_movements WHERE variant_id = $1 ${after}
    ORDER BY created_at DESC, id DESC LIMIT ${limit + 1} ${offset}`;
  const found = await dynamicPositional<MovementRow & { cursorKey: string }>(text)(values);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last && found.length > limit ? [last.cursorKey, last.id] : null };
}

export const countMovements = (variantId: string): Promise<number> =>
  StockMovement.count({ where: { variantId } });
