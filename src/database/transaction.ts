import { setTimeout as delay } from "node:timers/promises";
import type { Transaction } from "sequelize";
import { config } from "../config.js";
import { logger } from "../logger.js";
import { namespace } from "./context.js";
import { sequelize } from "./sequelize.js";
import {
  AMBIENT_TRANSACTION,
  commitTransaction,
  isFinished,
  rollBackTransaction,
} from "./sequelizeInternals.js";
import { isRetryable } from "./sqlState.js";

const ATTEMPTS = 5;
/** After this time a failure is answered instead of retried: shoppers do not wait longer. */
const PATIENCE_MS = 4000;
/** Effects to run after the commit; see onceCommitted(). */
const AFTER = "afterCommit";
/** Work to do before the commit; see beforeCommit(). */
const BEFORE = "beforeCommit";

/** PostgreSQL answered COMMIT with ROLLBACK: a query had failed in the transaction, and its error was swallowed. */
export class SilentRollback extends Error {
  constructor() {
    super("COMMIT returned ROLLBACK: an error inside the transaction was swallowed, and nothing was saved.");
    this.name = "SilentRollback";
  }
}

/**
 * The open transaction of the current call, if there is one. Queries through models find it by themselves.
 * @throws Error in work that was not awaited and outlived its transaction: another transaction may have the connection
 */
export function ambientTransaction(): Transaction | undefined {
  const open = (namespace.get(AMBIENT_TRANSACTION) as Transaction | null) ?? undefined;
  if (open && isFinished(open))
    throw new Error("This call outlived its transaction; await it inside, or start it after the commit.");
  return open;
}

/**
 * Runs `work` in one transaction (READ COMMITTED; correctness comes from row locks and constraints, see
 * docs/decisions.md). A nested call joins the open transaction, so that no call needs a second connection while it holds
 * one. Serialization failures, deadlocks and lock timeouts run all of `work` again, at most five times, so it must have no
 * effects outside the database. No Promise.all inside: a transaction has one connection, which runs one query at a time.
 *
 * @returns what `work` returned, once the database has confirmed the COMMIT
 * @throws SilentRollback when COMMIT returned ROLLBACK (Sequelize ignores that tag)
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (ambientTransaction()) return work();
  const started = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(work);
    } catch (error) {
      const spent = attempt === ATTEMPTS || performance.now() - started > PATIENCE_MS;
      if (spent || !isRetryable(error)) throw error;
      // Full jitter, so that transactions that collided do not collide again.
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/**
 * Runs `effect` after the commit of the ambient transaction; at once without one. Only for effects that may get lost (wake a
 * worker, drop a cache), because the process may die in between. Publish an event for all others.
 */
export function onceCommitted(effect: () => void): void {
  const waiting = namespace.get(AFTER) as (() => void)[] | undefined;
  if (ambientTransaction() && waiting) waiting.push(effect);
  else effect();
}

/**
 * Runs `work` at the end of the ambient transaction; without one, in a transaction of its own. For a lock that many requests
 * need: it is held during the commit only, instead of for the rest of a request.
 */
export async function beforeCommit(work: () => Promise<void>): Promise<void> {
  const waiting = namespace.get(BEFORE) as (() => Promise<void>)[] | undefined;
  if (ambientTransaction() && waiting) waiting.push(work);
  else await transaction(work);
}

async function attemptOnce<T>(work: () => Promise<T>): Promise<T> {
  const open = await sequelize.transaction();
  const afterCommit: (() => void)[] = [];
  const last: (() => Promise<void>)[] = [];
  try {
    const result = await namespace.run(async (scope) => {
      scope.set(AMBIENT_TRANSACTION, open);
      scope.set(AFTER, afterCommit);
      scope.set(BEFORE, last);
      if (config.databasePooler) await limitUnderPooler();
      const result = await work();
      for (const effect of last) await effect();
      return result;
    });
    if ((await commitTransaction(open)) !== "COMMIT") throw new SilentRollback();
    afterCommit.forEach(attempt);
    return result;
  } catch (error) {
    // The reason for the rollback matters more than a connection that broke with it.
    await rollBackTransaction(open);
    throw error;
  }
}

/** An effect that fails must not make a committed transaction look rolled back, nor run it again. */
function attempt(effect: () => void): void {
  try {
    effect();
  } catch (error) {
    logger.error({ err: error }, "an effect after a commit failed");
  }
}

/** PgBouncer in transaction mode refuses these as start-up parameters, so they are set per transaction. */
async function limitUnderPooler(): Promise<void> {
  await sequelize.query(
    "SET LOCAL statement_timeout = 5000; SET LOCAL lock_timeout = 2000; SET LOCAL idle_in_transaction_session_timeout = 10000",
  );
}
