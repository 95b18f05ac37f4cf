import { Client, type QueryResultRow } from "pg";
import { databaseAddress } from "./sequelize.js";

export type Query = <Row extends QueryResultRow>(text: string) => Promise<Row[]>;

/** Seconds that one statement may take; statements of requests end after five. */
const PATIENCE_SECONDS = 60;

/**
 * Runs long reads on a connection of their own, so that no request waits for it. All of them see the same state of the
 * database (REPEATABLE READ, READ ONLY).
 * @throws the database's error, also when a statement takes longer than a minute
 */
export async function snapshot<T>(work: (query: Query) => Promise<T>): Promise<T> {
  const { dialectOptions, ...address } = databaseAddress();
  const client = new Client({
    ...address,
    user: address.username,
    ...dialectOptions,
    // The limit of the server ends earlier; this one is for a network that fails.
    query_timeout: (PATIENCE_SECONDS + 5) * 1000,
  });
  // If the connection breaks between two statements, the next one reports it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query(`SET LOCAL statement_timeout = '${PATIENCE_SECONDS}s'`);
    return await work(
      async <Row extends QueryResultRow>(text: string) => (await client.query<Row>(text)).rows,
    );
  } finally {
    // Nothing was written, so no COMMIT is needed.
    await client.end();
  }
}
