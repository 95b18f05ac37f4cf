import { logger } from "../logger.js";
import { verifyInvariants as verify } from "../services/system/verifyInvariants.js";

/**
 * Logs an error for each violated invariant; `npx cartwright verify` lists more rows.
 * @returns how many invariants are violated
 */
export async function verifyInvariants(): Promise<number> {
  const { broken } = await verify();
  for (const { name, meaning, count, rows } of broken) {
    logger.error({ invariant: name, count, rows }, `invariant broken: ${meaning}`);
  }
  return broken.length;
}
