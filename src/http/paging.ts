import { createHash } from "node:crypto";
import type { PageKey, PageStart } from "../lib/paging.js";
import { decodeCursor, encodeCursor } from "./cursor.js";

type PageQuery = { limit: number; page?: number; cursor?: string };

type Found<Row> = { rows: Row[]; next: PageKey | null };
type List<Row> = {
  /** `next` is the key of the last row when more rows follow, otherwise null. */
  rows: (start: PageStart, limit: number) => Promise<Found<Row>>;
  /** Called only for a numbered page that does not show the end of the list. */
  count: () => Promise<number>;
};

/**
 * The response body of a list: the page that a query asks for, by number or by cursor.
 * @param order what the list is sorted by; a cursor is valid for that order only
 * @throws InvalidCursor
 */
export async function pageOf<Row, Shown>(
  query: PageQuery,
  order: string,
  { render, ...list }: List<Row> & { render: (row: Row) => Shown },
) {
  const { rows, meta } = await findPage(query, order, list);
  return { data: rows.map(render), meta };
}

/** The rows of pageOf(), for lists whose ETag is made of them. */
export async function findPage<Row>(query: PageQuery, order: string, { rows, count }: List<Row>) {
  const start = pageStart(query, order);
  const page = await rows(start, query.limit);
  return { rows: page.rows, meta: metaOf(query, order, page.next, await totalOf(start, page, count)) };
}

/** A page of a list that is read whole, because it is short: sessions, roles. */
export function pageOfWhole<T>(rows: T[], query: PageQuery, order: string) {
  const start = pageStart(query, order);
  const from = "offset" in start ? start.offset : Number(start.after?.[0] ?? 0);
  const next = from + query.limit < rows.length ? [from + query.limit] : null;
  return { data: rows.slice(from, from + query.limit), meta: metaOf(query, order, next, rows.length) };
}

const pageStart = ({ limit, page = 1, cursor }: PageQuery, order: string): PageStart =>
  cursor === undefined ? { offset: (page - 1) * limit } : { after: decodeCursor(order, cursor) };

/** A page by cursor has no total. A page that shows the end of the list has one without counting. */
async function totalOf(
  start: PageStart,
  page: Found<unknown>,
  count: () => Promise<number>,
): Promise<number | undefined> {
  if (!("offset" in start)) return undefined;
  const showsTheEnd = page.next === null && (page.rows.length > 0 || start.offset === 0);
  return showsTheEnd ? start.offset + page.rows.length : count();
}

const metaOf = (
  { limit, page = 1, cursor }: PageQuery,
  order: string,
  next: PageKey | null,
  total: number | undefined,
) => ({
  limit,
  nextCursor: next && encodeCursor(order, next),
  ...(cursor === undefined && { page, total }),
});

/** An ETag made of the versions of the rows, without hashing the body. */
export const etagOf = (parts: (string | number | undefined)[]): string =>
  createHash("md5").update(parts.join()).digest("base64url");
