import { config } from "../config.js";
import { startEmbeddedPostgres } from "../embeddedPostgres/startEmbeddedPostgres.js";
import { migrate } from "../database/migrate.js";
import { sequelize, useDatabase } from "../database/sequelize.js";
import "../models/index.js";

export type OpenDatabase = { url: string; close: () => Promise<void> };

/**
 * Opens the shop's database for one command: DATABASE_URL, else the embedded server, which is shared with a running shop
 * or started for the command. Migrates it first, so that a command works before the first `npm start`.
 */
export async function openDatabase(): Promise<OpenDatabase> {
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir });
  const url = config.databaseUrl ?? embedded?.url ?? "";
  const close = async () => {
    await sequelize.close();
    await embedded?.stop();
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
