import { migrate } from "../../src/database/migrate.js";
import { retireConnections } from "../../src/database/retiredConnections.js";
import { sequelize, useDatabase } from "../../src/database/sequelize.js";
import { withPooledConnection } from "../../src/database/sequelizeInternals.js";
import { withClient } from "./database.js";

/** Free shipping to all countries, so that orders can be placed and their total is the sum of their lines. */
const FREE_SHIPPING =
  "INSERT INTO shipping_options (id, name, price_amount, currency) VALUES (gen_random_uuid(), 'Free', 0, 'USD')";

/** A database on the server of the URL. The run does not change the database that the URL names. */
function beside(server: string, suffix: string): { name: string; url: string } {
  const url = new URL(server);
  const name = `${decodeURIComponent(url.pathname.slice(1))}_${suffix}`;
  url.pathname = `/${encodeURIComponent(name)}`;
  return { name, url: url.href };
}

const template = (server: string) => beside(server, "template");
const clone = (server: string, worker: string) => beside(server, `worker_${worker}`);

/** The names of the databases that this run or an earlier one cloned. */
const cloneNames = (server: string): Promise<string[]> =>
  withClient(server, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1) ORDER BY datname",
      [clone(server, "").name],
    );
    return rows.map(({ name }) => name);
  });

/** Drops the databases of earlier runs, and creates the template of this run: migrated, in the state of a first start. */
export async function createTemplate(server: string): Promise<void> {
  const { name, url } = template(server);
  const left = await cloneNames(server);
  await withClient(server, async (client) => {
    for (const old of [...left, name]) await client.query(`DROP DATABASE IF EXISTS "${old}" WITH (FORCE)`);
    await client.query(`CREATE DATABASE "${name}"`);
  });
  await migrate(url);
  await withClient(url, (client) => client.query(FREE_SHIPPING));
}

/** @returns the URL of a new clone of the template. */
export async function cloneTemplate(server: string, worker: string): Promise<string> {
  const { name, url } = clone(server, worker);
  await withClient(server, (client) =>
    client.query(`CREATE DATABASE "${name}" TEMPLATE "${template(server).name}"`),
  );
  return url;
}

/** The URLs of the clones of this run. */
export async function clonesOf(server: string): Promise<string[]> {
  const prefix = clone(server, "").name;
  return (await cloneNames(server)).map((name) => clone(server, name.slice(prefix.length)).url);
}

/** Switches the application and the processes that it starts to a database. The pool opens new connections. */
export async function moveTo(url: string): Promise<void> {
  process.env.DATABASE_URL = url;
  useDatabase(url);
  await withPooledConnection(sequelize, (connection) => Promise.resolve(retireConnections(connection)));
}
