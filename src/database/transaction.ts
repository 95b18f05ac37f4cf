import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import type { Transaction } from "sequelize";
import { config } from "../config.js";
import { logger } from "../logger.js";
import { namespace } from "./context.js";
import { sequelize } from "./sequelize.js";
import { isRetryable } from "./sqlState.js";

const ATTEMPTS = 5;
/** Beyond this time the failure is returned instead of retried. */
const PATIENCE_MS = 4000;
/** Effects to run after the commit; see onceCommitted(). */
const AFTER = "afterCommit";
/** Work to run just before the commit; see beforeCommit(). */
const BEFORE = "beforeCommit";

/** PostgreSQL responded to COMMIT with ROLLBACK: a query failed inside and its error was swallowed. */
export class SilentRollback extends Error {
  constructor() {
    super("COMMIT returned ROLLBACK: an error inside the transaction was swallowed, and nothing was saved.");
    this.name = "SilentRollback";
  }
}

/**
 * The open transaction of the current call, if there is one. Queries through models find it by themselves.
 * @throws Error in work that was not awaited and outlived its transaction: another call may use the connection
 */
export function ambientTransaction(): Transaction | undefined {
  const open = (namespace.get("transaction") as (Transaction & Partial<Internals>) | null) ?? undefined;
  if (open?.finished)
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
      // Full jitter, so that colliding transactions do not collide again.
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/**
 * Runs `effect` after the ambient transaction committed; at once when there is none. For hints only (wake
 * a worker, drop a cache): the process may die in between, so required work must be published.
 */
export function onceCommitted(effect: () => void): void {
  const waiting = namespace.get(AFTER) as (() => void)[] | undefined;
  if (ambientTransaction() && waiting) waiting.push(effect);
  else effect();
}

/**
 * Runs `work` as the last thing of the ambient transaction; in one of its own when there is none. For work that takes
 * a contended lock: the lock is then held only during the commit, not for the rest of the request.
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
      scope.set("transaction", open);
      scope.set(AFTER, afterCommit);
      scope.set(BEFORE, last);
      if (config.databasePooler) await limitUnderPooler();
      const result = await work();
      for (const effect of last) await effect();
      return result;
    });
    await commit(open);
    afterCommit.forEach(attempt);
    return result;
  } catch (error) {
    await rollback(open);
    throw error;
  }
}

/** A failing effect must not make the committed transaction look failed, or re-run it. */
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

type Internals = { connection: Client; finished?: string; cleanup(): void; forceCleanup(): Promise<void> };

/** Commits directly, because Sequelize's commit() ignores PostgreSQL's response. */
async function commit(open: Transaction): Promise<void> {
  const internals = open as unknown as Internals;
  const { command } = await internals.connection.query("COMMIT");
  internals.finished = "commit";
  internals.cleanup();
  if (command !== "COMMIT") throw new SilentRollback();
}

/** Never throws: the reason for the rollback matters more than a connection that broke with it. */
async function rollback(open: Transaction): Promise<void> {
  const internals = open as unknown as Internals;
  if (internals.finished) return;
  internals.finished = "rollback";
  try {
    await internals.connection.query("ROLLBACK");
    internals.cleanup();
  } catch {
    await internals.forceCleanup().catch(() => undefined);
  }
}
