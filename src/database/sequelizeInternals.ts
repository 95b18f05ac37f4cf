import type { Client } from "pg";
import type { Sequelize, Transaction } from "sequelize";

/**
 * The parts of Sequelize 6, and of the node-postgres clients in its pool, that are not documented. Nothing else in `src`
 * touches them, and test/database/sequelizeInternals.test.ts fails when a new version changes them.
 */

/** The key under which Sequelize looks for the ambient transaction in the namespace that `useCLS` was given. */
export const AMBIENT_TRANSACTION = "transaction";

type Pool = {
  getConnection(options: { type: "SELECT" | "write"; useMaster: boolean }): Promise<Client>;
  releaseConnection(connection: Client): void;
};

/** Runs `work` on a connection of Sequelize's pool. */
export async function withPooledConnection<T>(
  sequelize: Sequelize,
  work: (connection: Client) => Promise<T>,
): Promise<T> {
  const pool = (sequelize as unknown as { connectionManager: Pool }).connectionManager;
  const connection = await pool.getConnection({ type: "SELECT", useMaster: true });
  try {
    return await work(connection);
  } finally {
    pool.releaseConnection(connection);
  }
}

type PooledClient = Client & { _invalid?: boolean; _ending?: boolean };

/** What Sequelize itself checks before it takes a connection from its pool. `pool.validate` replaces that check. */
export const isOpen = ({ _invalid, _ending }: PooledClient): boolean => !_invalid && !_ending;

/** Makes the pool close a connection when it looks at it next, instead of handing it out. */
export function invalidate(connection: PooledClient): void {
  connection._invalid = true;
}

type OpenTransaction = {
  connection: Client;
  finished?: "commit" | "rollback";
  cleanup(): void;
  forceCleanup(): Promise<void>;
};
const internalsOf = (transaction: Transaction) => transaction as unknown as OpenTransaction;

/** The connection that a transaction holds until it ends. */
export const connectionOf = (transaction: Transaction): Client => internalsOf(transaction).connection;

export const isFinished = (transaction: Transaction): boolean =>
  internalsOf(transaction).finished !== undefined;

/**
 * Commits on the connection itself, because Sequelize's commit() ignores PostgreSQL's answer.
 * @returns the tag of the answer: `COMMIT`, or `ROLLBACK` after a query that failed
 */
export async function commitTransaction(transaction: Transaction): Promise<string> {
  const internals = internalsOf(transaction);
  const { command } = await internals.connection.query("COMMIT");
  internals.finished = "commit";
  internals.cleanup();
  return command;
}

/** Does nothing after the end. Never throws; it closes a connection that cannot roll back. */
export async function rollBackTransaction(transaction: Transaction): Promise<void> {
  const internals = internalsOf(transaction);
  if (internals.finished) return;
  internals.finished = "rollback";
  try {
    await internals.connection.query("ROLLBACK");
    internals.cleanup();
  } catch {
    await internals.forceCleanup().catch(() => undefined);
  }
}
