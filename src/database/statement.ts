import { createHash } from "node:crypto";
import type { Client, QueryResultRow } from "pg";
import { config } from "../config.js";
import { retireConnections } from "./retiredConnections.js";
import { sequelize } from "./sequelize.js";
import { isStalePlan } from "./sqlState.js";
import { ambientTransaction } from "./transaction.js";

type ConnectionManager = {
  getConnection(options: { type: "SELECT" | "write"; useMaster: boolean }): Promise<Client>;
  releaseConnection(connection: Client): void;
};
const pool = () => (sequelize as unknown as { connectionManager: ConnectionManager }).connectionManager;

type Run<Row extends QueryResultRow> = (values?: unknown[]) => Promise<Row[]>;

/** The name of each declared text. Nothing else is ever prepared under a name. */
const names = new Map<string, string>();

/**
 * Declares a statement for a hot path: PostgreSQL parses and plans it once per connection instead of once per call,
 * and rows come back plain, past Sequelize's object layer (docs/ARCHITECTURE.md, "What makes it fast"). It runs on
 * Sequelize's own pooled connection, and inside transaction() on the transaction's. Models stay the way for
 * everything that is not hot.
 *
 * PostgreSQL keeps a named statement until its connection closes, so the texts must be a fixed set: lint allows this
 * call only where a module is loaded. Text that depends on a request goes through dynamicPositional().
 *
 * Values go in as $1, $2 …; JavaScript arrays become PostgreSQL arrays.
 */
export function positional<Row extends QueryResultRow>(text: string): Run<Row> {
  // The name is the text's own hash: one text, one plan. Poolers hand connections round, so nothing is named there.
  if (!config.databasePooler) names.set(text, createHash("md5").update(text).digest("base64url"));
  return (values = []) => query<Row>(text, values);
}

/**
 * A statement whose text depends on what a request asks for. It is prepared under a name only if positional() declared
 * the same text; every other text is parsed and planned per call, and leaves nothing in the server's memory.
 */
export const dynamicPositional =
  <Row extends QueryResultRow>(text: string): Run<Row> =>
  (values = []) =>
    query<Row>(text, values);

async function query<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  const open = ambientTransaction();
  // A stale plan fails the whole transaction; transaction() runs it again.
  if (open) return run<Row>((open as unknown as { connection: Client }).connection, text, values);
  try {
    return await onPooledConnection<Row>(text, values);
  } catch (error) {
    // PostgreSQL refuses a stale plan before it runs it, so nothing is done twice.
    if (!isStalePlan(error)) throw error;
    return onPooledConnection<Row>(text, values);
  }
}

async function onPooledConnection<Row extends QueryResultRow>(
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const connection = await pool().getConnection({ type: "SELECT", useMaster: true });
  try {
    return await run<Row>(connection, text, values);
  } finally {
    pool().releaseConnection(connection);
  }
}

async function run<Row extends QueryResultRow>(
  connection: Client & { _invalid?: boolean },
  text: string,
  values: unknown[],
): Promise<Row[]> {
  try {
    const { rows } = await connection.query<Row>({ name: names.get(text), text, values });
    return rows;
  } catch (error) {
    // After a read timeout the answer may still come: the pool must not hand this connection on.
    if ((error as Error).message === "Query read timeout") connection._invalid = true;
    if (isStalePlan(error)) retireConnections(connection);
    throw error;
  }
}

export { positional as statement };
