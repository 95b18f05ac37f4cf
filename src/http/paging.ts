import { createHash } from "node:crypto";
import type { PageKey, PageStart } from "../lib/paging.js";
import { decodeCursor, encodeCursor } from "./cursor.js";

type PageQuery = { limit: number; page?: number; cursor?: string };

/**
 * Where the page that a query asks for begins.
 * @param order what the list is sorted by; a cursor is good for that order only
 * @throws InvalidCursor
 */
export function pageStart({ limit, page = 1, cursor }: PageQuery, order: string): PageStart {
  return cursor === undefined ? { offset: (page - 1) * limit } : { after: decodeCursor(order, cursor) };
}

/**
 * The total without counting, where the page shows the end of the list.
 * @param count asked otherwise, in a list by page; a list by cursor has no total
 */
export async function totalOf(
  start: PageStart,
  page: { rows: unknown[]; next: PageKey | null },
  count: () => Promise<number>,
): Promise<number | undefined> {
  if (!("offset" in start)) return undefined;
  const showsTheEnd = page.next === null && (page.rows.length > 0 || start.offset === 0);
  return showsTheEnd ? start.offset + page.rows.length : count();
}

/** The `meta` of a list. */
export const pageMeta = (
  { limit, page = 1, cursor }: PageQuery,
  order: string,
  next: PageKey | null,
  total: number | undefined,
) => ({
  limit,
  nextCursor: next && encodeCursor(order, next),
  ...(cursor === undefined && { page, total }),
});

/** A page of a list that is read whole, because it is short: sessions, roles. */
export function pageOfWhole<T>(rows: T[], query: PageQuery, order: string) {
  const start = pageStart(query, order);
  const from = "offset" in start ? start.offset : Number(start.after?.[0] ?? 0);
  const next = from + query.limit < rows.length ? [from + query.limit] : null;
  return { data: rows.slice(from, from + query.limit), meta: pageMeta(query, order, next, rows.length) };
}

/** A version made of the versions of what is shown: an ETag without reading a byte of the body. */
export const etagOf = (parts: (string | number | undefined)[]): string =>
  createHash("md5").update(parts.join()).digest("base64url");
