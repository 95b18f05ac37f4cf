/** Rows of a page if the client does not choose. */
export const DEFAULT_LIMIT = 24;
/** The same for related products. */
export const RELATED_LIMIT = 8;

/** The values of a row that a list is sorted by. */
export type PageKey = (string | number | null)[];

/** Where a page begins: after the row with this key (null: with the first row), or after that many rows. */
export type PageStart = { after: PageKey | null } | { offset: number };

/** A short list, whole, in the form of every list. */
export const wholeList = <T>(data: T[]) => ({
  data,
  meta: { limit: Math.max(data.length, 1), nextCursor: null, page: 1, total: data.length },
});
