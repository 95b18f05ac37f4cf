import { config } from "../config.js";
import { logger } from "../logger.js";
import { migrateDatabase, startWork } from "./boot.js";
import { openDatabase } from "./openDatabase.js";
import { report, reportTo } from "./report.js";
import { assertNotStopping } from "./shutdown.js";

/** Starts background work without HTTP: database, schema, jobs. */
export async function bootWorker(): Promise<void> {
  if (config.production) reportTo(logger);
  const url = await openDatabase();
  assertNotStopping();
  await migrateDatabase(url);
  assertNotStopping();
  await startWork();
  report("ready", "for background work", 0);
}
