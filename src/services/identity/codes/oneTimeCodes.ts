import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { config } from "../../../config.js";

/** A code is valid only for the combination of these three. */
export type CodeBinding = { userId: string; purpose: string; email: string };

export const CODE_MINUTES = 10;
export const MAX_ATTEMPTS = 5;

/** Six digits from a cryptographic generator, with leading zeros. */
export const newCode = (): string => String(randomInt(1_000_000)).padStart(6, "0");

/** Keyed: an attacker can quickly try all million codes against a plain hash. */
export const hashCode = ({ userId, purpose, email }: CodeBinding, code: string): string =>
  createHmac("sha256", config.codeSecret)
    .update(JSON.stringify([purpose, userId, email, code]))
    .digest("hex");

/** Compares in constant time. */
export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
