import { createHmac } from "node:crypto";
import bcrypt from "bcrypt";
import { config } from "../../../config.js";
import { Overloaded } from "../../../errors/system.js";

/** bcrypt at cost 12 uses a core for 0.2 s. Two at a time leave threads of the pool for other work. */
const AT_ONCE = 2;
const MAX_WAITING = 50;

let running = 0;
const waiting: (() => void)[] = [];

/** @throws Overloaded if fifty are waiting: hashing is the cheapest way to overload a shop */
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
    // The permit passes directly to the next in the queue, so that no new request overtakes it.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/**
 * The input of bcrypt: a keyed hash of the whole password, because bcrypt ignores everything after byte 72 and stops
 * at NUL (OWASP Password Storage Cheat Sheet, "Pre-hashing with bcrypt"). NFC, because keyboards encode é differently.
 */
const prehash = (password: string): string =>
  createHmac("sha384", config.passwordPepper).update(password.normalize("NFC")).digest("base64");

export const hashPassword = (password: string): Promise<string> =>
  withPermit(() => bcrypt.hash(prehash(password), config.bcryptCost));

/** The form of a hash. bcrypt rejects anything else at once, and the time would reveal that. */
const HASH = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;
/** A hash without a known password. A comparison takes as long as with any hash of this cost. */
const nobodysHash = (cost: number): string => `$2b$${String(cost).padStart(2, "0")}$${".".repeat(53)}`;

/**
 * Compares a password with a hash. A wrong password takes the time of one comparison at the configured cost, so that
 * the time reveals neither whether an account exists nor the age of its password.
 * @param hash null if there is no user
 * @param cost the cost of new hashes
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
    // Each step of cost doubles the time: 2^c plus 2^c + 2^(c+1) + … + 2^(cost-1) is 2^cost.
    for (let paid = bcrypt.getRounds(known); paid < cost; paid++)
      await bcrypt.compare(secret, nobodysHash(paid));
    return false;
  });
}

/** Whether the configured cost has increased since this hash was created. */
export const needsRehash = (hash: string): boolean => bcrypt.getRounds(hash) < config.bcryptCost;
