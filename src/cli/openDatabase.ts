import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { config } from "../config.js";
import { startEmbeddedPostgres } from "../database/embedded/startEmbeddedPostgres.js";
import { migrate } from "../database/migrate.js";
import { sequelize, useDatabase } from "../database/sequelize.js";
import "../models/index.js";

export type OpenDatabase = { url: string; close: () => Promise<void> };

/**
 * The shop's database for one command: DATABASE_URL, else the embedded server, shared with a running shop or started
 * for the time of the command. Brought up to date first, so that a command can come before the first `npm start`.
 */
export async function openDatabase(): Promise<OpenDatabase> {
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir });
  const url = config.databaseUrl ?? embedded?.url ?? "";
  const close = async () => {
    await sequelize.close();
    if (embedded?.owned && !(await isUsedByOthers(url))) await embedded.stop();
  };
  try {
    useDatabase(url);
    await migrate(url);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

/**
 * Whether a shop has been started on our server meanwhile. It is then left running when we go, and the next process
 * that starts takes it over.
 */
async function isUsedByOthers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    // A session of our own that is just closing is seen for a moment longer.
    for (let tries = 0; tries < 10; tries++, await delay(30)) {
      const { rowCount } = await client.query(
        "SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
      );
      if (rowCount === 0) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
