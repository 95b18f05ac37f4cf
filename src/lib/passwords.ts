import { createHmac } from "node:crypto";
import bcrypt from "bcrypt";
import { config } from "../config.js";
import { Overloaded } from "../errors.js";

/** bcrypt at cost 12 takes a core for a fifth of a second: two at a time leave the event loop's thread pool to others. */
const AT_ONCE = 2;
const MAX_WAITING = 50;

let running = 0;
const waiting: (() => void)[] = [];

/** @throws Overloaded when fifty are waiting already: hashing is the cheapest way to bring a shop down */
async function withPermit<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING) throw new Overloaded({ headers: { "Retry-After": "5" } });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    // The permit goes straight to the next in line, so that a newcomer cannot overtake.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/**
 * What bcrypt gets to see: bcrypt ignores everything after byte 72 and stops at NUL, so a keyed hash of the whole
 * password goes in (OWASP Password Storage Cheat Sheet, "Pre-hashing with bcrypt"). NFC, so that é typed on two
 * keyboards is one password.
 */
const prehash = (password: string): string =>
  createHmac("sha384", config.passwordPepper).update(password.normalize("NFC")).digest("base64");

export const hashPassword = (password: string): Promise<string> =>
  withPermit(() => bcrypt.hash(prehash(password), config.bcryptCost));

/** What stands in place of the hash of a closed account: no password matches it, and none is looked for in less time. */
export const NO_PASSWORD = "!";

let dummy: Promise<string> | undefined;

/**
 * Compares a password with a hash; with a dummy of the same cost where there is no user, so that the time says
 * nothing about who has an account.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  if (hash === NO_PASSWORD) return verifyPassword(password, null);
  dummy ??= bcrypt.hash(prehash("nobody has this password"), config.bcryptCost);
  const against = hash ?? (await dummy);
  const matches = await withPermit(() => bcrypt.compare(prehash(password), against));
  return matches && hash !== null;
}

/** True when the configured cost has risen since this hash was made. */
export const needsRehash = (hash: string): boolean => bcrypt.getRounds(hash) < config.bcryptCost;
