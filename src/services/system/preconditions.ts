import { StaleVersion } from "../../errors/system.js";
import { isFresh } from "../../lib/isFresh.js";

/**
 * Refuses a write that was made against an older version. Services call it with the row locked. A write whose request
 * has `If-Match` and whose action never reads it is refused by write() (middlewares/endpoint).
 * @param ifMatch the header as it came; null without one
 * @param etag without quotes; null for a target without one
 * @throws StaleVersion
 */
export function assertFresh(ifMatch: string | null, etag: string | null): void {
  if (!isFresh(ifMatch, etag)) throw new StaleVersion();
}

/** The conditions of a caller's change: the version that they saw, and their rights on the locked row. */
export type Conditions<Row> = {
  ifMatch: string | null;
  /** Throws if the caller may not change the row. */
  authorize: (row: Row) => void;
};
