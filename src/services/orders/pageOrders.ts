import { decodeCursor, encodeCursor } from "../../http/cursor.js";
import {
  countAllOrders,
  listOrders,
  type OrderFilter,
  type OrderRow,
} from "../../models/orders/orderStatements.js";

type Paging = { limit: number; page?: number | undefined; cursor?: string | undefined };
type Page = {
  orders: OrderRow[];
  meta: { limit: number; nextCursor: string | null; page?: number; total?: number };
};

const SORT = "orders:newest";

/** A page of orders, newest first, by number or by cursor (one more row than asked for tells whether there is a next). */
export async function pageOrders(filter: OrderFilter, { limit, page = 1, cursor }: Paging): Promise<Page> {
  const byCursor = cursor !== undefined;
  const before = byCursor ? ((decodeCursor(SORT, cursor)?.[0] ?? null) as string | null) : null;
  const offset = byCursor ? 0 : (page - 1) * limit;
  const [rows, total] = await Promise.all([
    listOrders(filter, { limit: limit + 1, offset, before }),
    byCursor ? undefined : countAllOrders(filter),
  ]);
  const orders = rows.slice(0, limit);
  const last = orders.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(SORT, [last.id]) : null;
  return { orders, meta: { limit, nextCursor, ...(total !== undefined && { page, total }) } };
}
