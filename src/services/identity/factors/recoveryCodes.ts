import { createHmac, randomInt } from "node:crypto";
import { config } from "../../../config.js";

/** Crockford's: without letters that look like a digit (i, l, o) or make words (u). 5 bits a character. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const HALF = 5;
const COUNT = 10;

const half = (): string => Array.from({ length: HALF }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

/** Ten codes of 50 random bits each, `xxxxx-xxxxx`, to be told once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: COUNT }, () => `${half()}-${half()}`);

/**
 * What is stored of a code: keyed with a secret of the server's, so that a stolen table cannot be tried out, and bound
 * to its user. Case, hyphens and spaces do not matter.
 */
export const hashRecoveryCode = (userId: string, code: string): string =>
  createHmac("sha256", config.recoveryCodeSecret)
    .update(`${userId}\n${code.toLowerCase().replace(/[\s-]/g, "")}`)
    .digest("hex");
