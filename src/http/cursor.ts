import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "../config.js";
import { InvalidCursor } from "../errors/system.js";

type Key = (string | number | null)[];

const sign = (payload: Buffer): Buffer =>
  createHmac("sha256", config.cursorSecret).update(payload).digest().subarray(0, 9);

/**
 * An opaque cursor: the sort key of the last row shown, bound to the order it was made for. It is signed,
 * so that what comes back needs no second validation before it reaches SQL.
 */
export function encodeCursor(order: string, key: Key): string {
  const payload = Buffer.from(JSON.stringify([order, ...key]));
  return Buffer.concat([sign(payload), payload]).toString("base64url");
}

/**
 * The key in a cursor; null for the empty cursor, which starts at the beginning.
 * @throws InvalidCursor when it is forged, truncated or made for another order
 */
export function decodeCursor(order: string, cursor: string): Key | null {
  if (cursor === "") return null;
  const bytes = Buffer.from(cursor, "base64url");
  const payload = bytes.subarray(9);
  if (bytes.length < 12 || !timingSafeEqual(bytes.subarray(0, 9), sign(payload))) throw new InvalidCursor();
  const [madeFor, ...key] = JSON.parse(payload.toString()) as [string, ...Key];
  if (madeFor !== order)
    throw new InvalidCursor({ detail: "The cursor belongs to a list with another sort order." });
  return key;
}
