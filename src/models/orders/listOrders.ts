import { statement } from "../../database/statement.js";
import type { PageStart } from "../../lib/paging.js";
import { type OrderRow, SELECT_ORDERS } from "./orderRow.js";
import type { OrderPaymentStatus, OrderStatus } from "./vocabulary.js";

export type OrderFilter = {
  userId?: string | null;
  tokenHash?: string | null;
  status?: OrderStatus;
  paymentStatus?: OrderPaymentStatus;
  /** A complete order number or e-mail address. */
  q?: string;
  held?: boolean;
};
type Params = { [Name in keyof OrderFilter]-?: Exclude<OrderFilter[Name], undefined> | null };

const FILTERED = `
  (:userId::uuid IS NULL OR o.user_id = :userId) AND (:tokenHash::text IS NULL OR o.access_token_hash = :tokenHash)
  AND (:status::text IS NULL OR o.status = :status)
  AND (:paymentStatus::text IS NULL OR o.payment_status = :paymentStatus)
  AND (:q::text IS NULL OR o.number = upper(:q) OR o.email = lower(:q))
  AND (:held::boolean IS NULL OR (o.held_reason IS NOT NULL) = :held)`;

/** A statement because of SELECT_ORDERS. Ids are UUIDv7, so the newest order has the greatest id. */
const page = statement<OrderRow, Params & { before: string | null; limit: number; offset: number }>(`
  ${SELECT_ORDERS} WHERE o.id IN (
    SELECT o.id FROM orders o WHERE ${FILTERED} AND (:before::uuid IS NULL OR o.id < :before)
    ORDER BY o.id DESC LIMIT :limit OFFSET :offset
  ) ORDER BY o.id DESC`);

/** A statement because it shares the filter of the list. */
const count = statement<{ total: number }, Params>(
  `SELECT count(*)::int AS total FROM orders o WHERE ${FILTERED}`,
);

const paramsOf = (filter: OrderFilter): Params => ({
  userId: filter.userId ?? null,
  tokenHash: filter.tokenHash ?? null,
  status: filter.status ?? null,
  paymentStatus: filter.paymentStatus ?? null,
  q: filter.q ?? null,
  held: filter.held ?? null,
});

/** A page of orders, newest first. `next` is the cursor key of the following page; null on the last page. */
export async function listOrders(
  filter: OrderFilter,
  limit: number,
  start: PageStart,
): Promise<{ rows: OrderRow[]; next: [string] | null }> {
  const [before, offset] = "after" in start ? [start.after?.[0] ?? null, 0] : [null, start.offset];
  const found = await page({
    ...paramsOf(filter),
    before: before as string | null,
    limit: limit + 1,
    offset,
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last && found.length > limit ? [last.id] : null };
}

export async function countOrders(filter: OrderFilter): Promise<number> {
  const [row] = await count(paramsOf(filter));
  return row?.total ?? 0;
}
