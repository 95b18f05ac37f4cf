/** Rows of a page if the client does not choose. */
export const DEFAULT_LIMIT = 24;
/** The same for related products. */
export const RELATED_LIMIT = 8;

/** The sort key of a row in a list. */
export type PageKey = (string | number | null)[];

/** The start of a page: after the row with this key (null: at the first row), or after a number of rows. */
export type PageStart = { after: PageKey | null } | { offset: number };

/** A short list, complete, in the envelope of every list. */
export const wholeList = <T>(data: T[]) => ({
  data,
  meta: { limit: Math.max(data.length, 1), nextCursor: null, page: 1, total: data.length },
});
