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
/** A shopper does not wait for a sixth second: past this, the failure is answered instead of retried. */
const PATIENCE_MS = 4000;
/** The tidy-ups to run once this transaction is committed; see onceCommitted(). */
const AFTER = "afterCommit";
/** What is still to be written before this transaction commits; see beforeCommit(). */
const BEFORE = "beforeCommit";

/** PostgreSQL answered our COMMIT with ROLLBACK: a query had failed inside and somebody swallowed its error. */
export class SilentRollback extends Error {
  constructor() {
    super(
      "COMMIT was answered with ROLLBACK: an error inside the transaction was swallowed, and nothing was saved.",
    );
    this.name = "SilentRollback";
  }
}

/**
 * The open transaction of the current call, if there is one. Queries through models find it by themselves.
 * @throws Error in work that nobody awaited and that outlived its transaction: the connection is another's by now
 */
export function ambientTransaction(): Transaction | undefined {
  const open = (namespace.get(AMBIENT_TRANSACTION) as Transaction | null) ?? undefined;
  if (open && isFinished(open))
    throw new Error("This call outlived its transaction; await it inside, or start it after the commit.");
  return open;
}

/**
 * Runs `work` in one transaction (READ COMMITTED; correctness comes from row locks and constraints, see
 * docs/decisions.md). A nested call joins the transaction that is open, so that no call ever needs a second
 * connection while it holds one. Serialization failures, deadlocks and lock timeouts re-run the whole of
 * `work`, at most five times: it must not have effects outside the database.
 *
 * @returns what `work` returned, once the database has confirmed the COMMIT
 * @throws SilentRollback when COMMIT was answered with ROLLBACK (Sequelize ignores that tag)
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
      // Full jitter: contenders that collided must not meet again.
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/**
 * Runs `effect` after the ambient transaction committed; at once when there is none. For nudges only (wake
 * a worker, drop a cache): the process may die in between, so what must happen is published.
 */
export function onceCommitted(effect: () => void): void {
  const waiting = namespace.get(AFTER) as (() => void)[] | undefined;
  if (ambientTransaction() && waiting) waiting.push(effect);
  else effect();
}

/**
 * Runs `work` as the last thing of the ambient transaction; in one of its own when there is none. For what holds a
 * lock that everybody needs: it is held for a commit's length instead of for the rest of a request.
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

/** What is committed is committed: an effect that fails must not make it look undone, nor run it again. */
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
