import { createHmac } from "node:crypto";
import bcrypt from "bcrypt";
import { config } from "../../../config.js";
import { Overloaded } from "../../../errors/system.js";

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

/** What bcrypt compares with. Anything else it would refuse at once, which tells. */
const HASH = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;
/** Takes as long to compare with as any hash of this cost, and no password is known for it. */
const nobodysHash = (cost: number): string => `$2b$${String(cost).padStart(2, "0")}$${".".repeat(53)}`;

/**
 * Compares a password with a hash. A wrong one takes the time of one compare at the configured cost, so that the time
 * says nothing about who has an account, or how old its password is.
 * @param hash null where there is no user
 * @param cost what new hashes are made at
 */
export async function verifyPassword(
  password: string,
  hash: string | null,
  cost = config.bcryptCost,
): Promise<boolean> {
  const secret = prehash(password);
  const known = hash !== null && HASH.test(hash) ? hash : null;
  return withPermit(async () => {
    const matches = await bcrypt.compare(secret, known ?? nobodysHash(cost));
    if (known === null || matches) return known !== null;
    // Each step of cost doubles the time: 2^c, and once more 2^c + 2^(c+1) + … + 2^(cost-1), make 2^cost.
    for (let paid = bcrypt.getRounds(known); paid < cost; paid++)
      await bcrypt.compare(secret, nobodysHash(paid));
    return false;
  });
}

/** True when the configured cost has risen since this hash was made. */
export const needsRehash = (hash: string): boolean => bcrypt.getRounds(hash) < config.bcryptCost;
