import { assertFresh } from "../lib/preconditions.js";
import type { RequestFacts } from "./action.js";

type Versioned = { id: string; version: number };
const tail = (id: string) => id.slice(-12);

/**
 * The ETag of a product: its own version, its stock's and categories' together, and the end of its id, because
 * another product may get its slug one day.
 */
export const productVersion = ({ id, version, partsVersion }: Versioned & { partsVersion: string }): string =>
  `${version}.${partsVersion}.${tail(id)}`;

/**
 * Refuses a write against an older version of a locked product. What was sold in the meantime does not count:
 * a busy product could not be edited otherwise.
 * @throws StaleVersion
 */
export function assertProductFresh(
  { ifMatch }: Pick<RequestFacts, "ifMatch">,
  { id, version }: Versioned,
): void {
  const withoutParts = ifMatch?.replace(/"(\d+)\.\d+\./g, '"$1.') ?? null;
  assertFresh(withoutParts, `${version}.${tail(id)}`);
}
