import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { runSql } from "../../src/database/statement.js";

/** Runs statements on a separate connection, outside the application's pool. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One-off SQL for a test, on the application's own connections. */
export const sql = <Row extends Record<string, unknown>>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> => runSql<Row>(text, values);

/** The audited actions on a target, the oldest first. */
export const actionsOn = async (userId: string) =>
  (
    await sql<{ action: string }>("SELECT action FROM audit_log WHERE target_id = $1 ORDER BY id", [userId])
  ).map(({ action }) => action);

type Change = [text: string, values?: unknown[]];

/**
 * Sends a request that waits for the lock of a user's row, makes changes in the meantime, and releases the lock.
 * @param request that waits for the lock
 * @param changes in the transaction that holds the lock
 */
export async function overtaken<T>(userId: string, request: () => Promise<T>, changes: Change[]): Promise<T> {
  return withClient(process.env.DATABASE_URL ?? "", async (holder) => {
    await holder.query("BEGIN");
    await holder.query("SELECT FROM users WHERE id = $1 FOR UPDATE", [userId]);
    const answer = request();
    for (let waits = 0; waits === 0; await delay(5)) {
      const { rows } = await holder.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
      );
      waits = rows[0]?.n ?? 0;
    }
    for (const [text, values] of changes) await holder.query(text, values);
    await holder.query("COMMIT");
    return answer;
  });
}
