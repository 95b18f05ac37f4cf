import { createHash } from "node:crypto";
import type { Client, QueryResultRow } from "pg";
import { config } from "../config.js";
import { sequelize } from "./sequelize.js";
import { ambientTransaction } from "./transaction.js";

type ConnectionManager = {
  getConnection(options: { type: "SELECT" | "write"; useMaster: boolean }): Promise<Client>;
  releaseConnection(connection: Client): void;
};
const pool = () => (sequelize as unknown as { connectionManager: ConnectionManager }).connectionManager;

/**
 * A statement for a hot path: PostgreSQL parses and plans it once per connection instead of once per call,
 * and rows come back plain, past Sequelize's object layer (docs/ARCHITECTURE.md, "What makes it fast"). It runs on
 * Sequelize's own pooled connection, and inside transaction() on the transaction's. Models stay the way for
 * everything that is not hot.
 *
 * Values go in as $1, $2 …; JavaScript arrays become PostgreSQL arrays.
 */
export function statement<Row extends QueryResultRow>(text: string): (values?: unknown[]) => Promise<Row[]> {
  // The name is the text's own hash: one text, one plan, and a shape that varies gets a name per variant.
  const name = config.databasePooler ? undefined : createHash("md5").update(text).digest("base64url");
  return async (values = []) => {
    const open = ambientTransaction();
    if (open) return run<Row>((open as unknown as { connection: Client }).connection, name, text, values);
    const connection = await pool().getConnection({ type: "SELECT", useMaster: true });
    try {
      return await run<Row>(connection, name, text, values);
    } finally {
      pool().releaseConnection(connection);
    }
  };
}

async function run<Row extends QueryResultRow>(
  connection: Client & { _invalid?: boolean },
  name: string | undefined,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  try {
    const { rows } = await connection.query<Row>({ name, text, values });
    return rows;
  } catch (error) {
    // After a read timeout the answer may still come: the pool must not hand this connection on.
    if ((error as Error).message === "Query read timeout") connection._invalid = true;
    throw error;
  }
}
