import { Sequelize } from "sequelize-typescript";
import type { Client } from "pg";
import { config } from "../config.js";
import { namespace } from "./context.js";
import { meterConnection } from "./meter.js";
import { admitConnection, isRetired } from "./retiredConnections.js";
import { isOpen } from "./sequelizeInternals.js";
import databaseConfig from "../../db/config.js";

// Queries inside transaction() find their transaction by themselves; see transaction.ts.
Sequelize.useCLS(namespace);

/**
 * The only Sequelize instance. It reads the address of the database at its first connection and not when it is loaded,
 * because the port of the embedded server is known only after its start.
 */
export const sequelize = new Sequelize({
  dialect: "postgres",
  logging: false,
  define: { underscored: true },
  // Sequelize then sends no SET client_min_messages per connection.
  dialectOptions: { clientMinMessages: "ignore" },
  pool: {
    max: config.databasePoolMax,
    min: 0,
    acquire: 2000,
    idle: 30_000,
    evict: 5000,
    validate: (connection: unknown) => isUsable(connection as Client),
  },
});

/** What Sequelize checks by default, and that the plans that the connection holds are not stale. */
const isUsable = (connection: Client): boolean => isOpen(connection) && !isRetired(connection);

let address: ReturnType<typeof databaseConfig.connectionSettings> | undefined;

/** Points the application at a database; without a call, DATABASE_URL or the running embedded server. */
export function useDatabase(url: string): void {
  address = databaseConfig.connectionSettings(url, { pooler: config.databasePooler });
}

export function databaseAddress() {
  address ??= databaseConfig.connectionSettings(config.databaseUrl ?? databaseConfig.databaseUrl(), {
    pooler: config.databasePooler,
  });
  return address;
}

sequelize.addHook("beforeConnect", (options: Record<string, unknown>) => {
  const { dialectOptions, ...where } = databaseAddress();
  Object.assign(options, where, {
    dialectOptions: { ...(options.dialectOptions as object), ...dialectOptions },
  });
});

sequelize.addHook("afterConnect", (connection: unknown) => {
  admitConnection(connection as Client);
  meterConnection(connection as Client);
});
