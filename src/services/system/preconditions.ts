import { StaleVersion } from "../../errors/system.js";
import { isFresh } from "../../lib/isFresh.js";

/**
 * Rejects a write against an older version. Services call it with the row locked. write() (middlewares/endpoint)
 * rejects a request with `If-Match` if its action never reads the header.
 * @param ifMatch the header as received; null without one
 * @param etag without quotes; null for a target without one
 * @throws StaleVersion
 */
export function assertFresh(ifMatch: string | null, etag: string | null): void {
  if (!isFresh(ifMatch, etag)) throw new StaleVersion();
}

/** The conditions of a change: the version that the caller expects, and the caller's permissions on the locked row. */
export type Conditions<Row> = {
  ifMatch: string | null;
  /** Throws if the caller may not change the row. */
  authorize: (row: Row) => void;
};
