import { setTimeout as sleep } from "node:timers/promises";
import { Client, escapeIdentifier } from "pg";
import { EmbeddedPostgresError, errorCode } from "./EmbeddedPostgresError.js";
import { urlOf, type Facts } from "./facts.js";

/** Crash recovery replays at most max_wal_size (1 GB). A slow disk finishes within this time. */
const PATIENCE = 5 * 60_000;

/**
 * Waits until the server responds to a query on `database`. Creates the database if it is missing.
 * @param stillHoping called before each attempt; false ends the wait
 * @returns false if the wait was ended
 * @throws EmbeddedPostgresError if the server refuses the connection, or does not respond in time
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
    // Another process has created the database, or is creating it.
    if (!["42P04", "23505"].includes(errorCode(error) ?? "")) throw error;
  }
}

/** Whether the server is starting, stopping or recovering (57P0x), or the network failed (no SQLSTATE). */
function isPassing(error: unknown): boolean {
  const code = errorCode(error) ?? "";
  return code.startsWith("57P0") || !/^[0-9A-Z]{5}$/.test(code);
}

async function query(connectionString: string, text: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {}); // if the connection is lost between two messages, the query reports it
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => {});
  }
}
