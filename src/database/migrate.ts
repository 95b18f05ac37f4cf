import { readdirSync } from "node:fs";
import path from "node:path";
import { Client, type ClientConfig } from "pg";
import { Sequelize } from "sequelize";
import databaseConfig from "../../db/config.js";

/** An arbitrary number that every Cartwright process shares. */
const MIGRATION_LOCK = 4_207_551;
const folder = path.resolve(__dirname, "../../db/migrations");

/**
 * Brings the database up to date at start-up, over the same files and the same `SequelizeMeta` table as
 * `npx sequelize-cli db:migrate`. An advisory lock makes a second instance that starts at the same time wait; it then finds
 * nothing to migrate.
 *
 * @returns the names of the migrations that were applied by this call
 */
export async function migrate(url: string): Promise<string[]> {
  const { dialectOptions, ...address } = databaseConfig.connectionSettings(url, { patient: true });
  const settings = { ...address, user: address.username, ...dialectOptions };
  if (await isUpToDate(settings)) return [];
  const { SequelizeStorage, Umzug } = await import("umzug");
  const sequelize = new Sequelize({ ...address, dialectOptions, logging: false, pool: { max: 1 } });
  try {
    return await whileLocked(settings, async () => {
      const umzug = new Umzug({
        migrations: { glob: ["*.js", { cwd: folder }], resolve: resolveCliMigration },
        context: sequelize.getQueryInterface(),
        storage: new SequelizeStorage({ sequelize, tableName: "SequelizeMeta" }),
        logger: undefined,
      });
      return (await umzug.up()).map(({ name }) => name);
    });
  } finally {
    await sequelize.close();
  }
}

/** Nearly every start finds nothing to migrate: one query is cheaper than loading umzug. */
async function isUpToDate(settings: ClientConfig): Promise<boolean> {
  const client = new Client(settings);
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM "SequelizeMeta"');
    const applied = new Set(rows.map(({ name }) => name));
    return readdirSync(folder).every((file) => !file.endsWith(".js") || applied.has(file));
  } catch (error) {
    if ((error as { code?: string }).code === "42P01") return false; // an empty database has no such table
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * Holds the lock on a connection apart from Sequelize's. If the migrations ran inside the transaction of the lock, one that
 * failed would roll back the records of the earlier ones, whose tables stay. The lock belongs to a transaction, so that it
 * works behind a pooler and ends with the process.
 */
async function whileLocked<T>(settings: ClientConfig, work: () => Promise<T>) {
  const lock = new Client(settings);
  // Without a listener the error event of a broken connection ends the process.
  lock.on("error", () => undefined);
  await lock.connect();
  try {
    await lock.query("BEGIN");
    await lock.query(
      "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0",
    );
    await lock.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    const result = await work();
    await lock.query("COMMIT");
    return result;
  } finally {
    await lock.end();
  }
}

type CliMigration = {
  up(queryInterface: unknown): Promise<void>;
  down(queryInterface: unknown): Promise<void>;
};

/** sequelize-cli's migrations take the query interface itself; umzug would hand them `{ name, path, context }`. */
function resolveCliMigration({
  name,
  path: file,
  context,
}: {
  name: string;
  path?: string;
  context: unknown;
}) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- migrations are plain CommonJS, read at run time
  const migration = require(file ?? "") as CliMigration;
  return { name, up: () => migration.up(context), down: () => migration.down(context) };
}
