import { StaleVersion } from "../../errors/system.js";
import { isFresh } from "../../lib/isFresh.js";

type Versioned = { id: string; version: number };
const tail = (id: string) => id.slice(-12);

/**
 * The ETag of a product: its own version, the sum of its stock's and categories' versions, and the end of its id, because
 * another product may reuse its slug later.
 */
export const productVersion = ({ id, version, partsVersion }: Versioned & { partsVersion: string }): string =>
  `${version}.${partsVersion}.${tail(id)}`;

/**
 * Refuses a write against an older version of a locked product. Ignores stock changes; otherwise a product that sells
 * often could not be edited.
 * @param ifMatch the raw header; null without one
 * @throws StaleVersion
 */
export function assertProductFresh(ifMatch: string | null, { id, version }: Versioned): void {
  const withoutParts = ifMatch?.replace(/"(\d+)\.\d+\./g, '"$1.') ?? null;
  if (!isFresh(withoutParts, `${version}.${tail(id)}`)) throw new StaleVersion();
}
