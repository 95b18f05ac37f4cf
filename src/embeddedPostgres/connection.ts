import { setTimeout as sleep } from "node:timers/promises";
import { Client, escapeIdentifier } from "pg";
import { EmbeddedPostgresError, errorCode } from "./EmbeddedPostgresError.js";
import { urlOf, type Facts } from "./facts.js";

/** Crash recovery replays at most max_wal_size (1 GB), which a slow disk manages in this time. */
const PATIENCE = 5 * 60_000;

/**
 * Waits until the server answers a query on `database`, making that database when it is missing.
 * @param stillHoping asked before each try; false ends the wait.
 * @returns false when the wait was ended.
 * @throws EmbeddedPostgresError when the server answers, but not to this password.
 */
export async function waitUntilReady(
  facts: Facts,
  database: string,
  stillHoping: () => boolean,
): Promise<boolean> {
  const deadline = performance.now() + PATIENCE;
  while (stillHoping()) {
    try {
      await query(urlOf(facts, database), "SELECT 1");
      return true;
    } catch (error) {
      if (errorCode(error) === "3D000") await createDatabase(facts, database);
      else if (!isPassing(error)) {
        throw new EmbeddedPostgresError(
          `PostgreSQL on 127.0.0.1:${facts.port} refused the connection: ${(error as Error).message}. ` +
            "If postgres.json does not belong to this data folder, delete it; the next start sets a new password.",
          { cause: error },
        );
      }
    }
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        `PostgreSQL on 127.0.0.1:${facts.port} did not respond within ${PATIENCE / 60_000} minutes.`,
      );
    }
    await sleep(15);
  }
  return false;
}

async function createDatabase(facts: Facts, database: string): Promise<void> {
  try {
    await query(urlOf(facts, "postgres"), `CREATE DATABASE ${escapeIdentifier(database)}`);
  } catch (error) {
    // Somebody was quicker: the name exists, or is just being written.
    if (!["42P04", "23505"].includes(errorCode(error) ?? "")) throw error;
  }
}

/** Starting, stopping and crash recovery (57P0x), and whatever has no SQLSTATE: the network's errors. */
function isPassing(error: unknown): boolean {
  const code = errorCode(error) ?? "";
  return code.startsWith("57P0") || !/^[0-9A-Z]{5}$/.test(code);
}

async function query(connectionString: string, text: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {}); // a connection cut between two messages; the query reports it
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => {});
  }
}
