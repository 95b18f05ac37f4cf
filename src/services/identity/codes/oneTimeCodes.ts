import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { config } from "../../../config.js";

/** What a code is bound to. A code for one of these proves nothing for another. */
export type CodeBinding = { userId: string; purpose: string; email: string };

export const CODE_MINUTES = 10;
export const MAX_ATTEMPTS = 5;

/** Six digits of a cryptographic generator, leading zeros kept. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, "0");

/** Keyed, because a million codes are tried in a moment by whoever reads a plain hash. */
export const hashCode = ({ userId, purpose, email }: CodeBinding, code: string): string =>
  createHmac("sha256", config.codeSecret)
    .update(JSON.stringify([purpose, userId, email, code]))
    .digest("hex");

/** Compares in a time that says nothing about where they differ. */
export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
