import { createHmac, randomInt } from "node:crypto";
import { config } from "../../../config.js";

/** Crockford's base32, 5 bits per character: without u and the letters that look like digits (i, l, o). */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const HALF = 5;
const COUNT = 10;

const half = (): string => Array.from({ length: HALF }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** Ten codes of 50 random bits each, `xxxxx-xxxxx`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: COUNT }, () => `${half()}-${half()}`);

/**
 * The stored form of a code: keyed with a secret of the server, so that a stolen table alone does not allow guesses,
 * and bound to its user. Case, hyphens and spaces are ignored.
 */
export const hashRecoveryCode = (userId: string, code: string): string =>
  createHmac("sha256", config.recoveryCodeSecret)
    .update(`${userId}\n${code.toLowerCase().replace(/[\s-]/g, "")}`)
    .digest("hex");
