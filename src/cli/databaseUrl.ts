import { Client } from "pg";
import { config } from "../config.js";
import databaseConfig from "../../db/config.js";
import { Complaint } from "./complaint.js";

/** Prints the database URL; that of the embedded server only while it runs, because its port can change. */
export async function printDatabaseUrl(): Promise<void> {
  if (config.databaseUrl) {
    console.log(config.databaseUrl);
    return;
  }
  const url = embeddedUrl();
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch {
    throw new Complaint(`the embedded PostgreSQL in ${config.dataDir} is not running; start the shop first`);
  } finally {
    await client.end().catch(() => undefined);
  }
  console.log(url);
}

function embeddedUrl(): string {
  try {
    return databaseConfig.databaseUrl({ DATA_DIR: config.dataDir });
  } catch (error) {
    throw new Complaint((error as Error).message);
  }
}
