"use strict";

// The only database configuration: sequelize-cli reads it through .sequelizerc, the application through
// src/database/sequelize.ts. Plain JS, because operators run the CLI without a build.
const { existsSync, readFileSync } = require("node:fs");
const path = require("node:path");

// The CLI reads the same `.env` as the shop; real variables win over it.
if (existsSync(".env")) process.loadEnvFile(".env");

const isOn = (value) => value === "1" || value === "true";

/**
 * The URL of the database: DATABASE_URL, else the embedded server's, which leaves its address and
 * password in DATA_DIR/postgres.json (0600) while it runs.
 * @returns {string}
 */
function databaseUrl(env = process.env) {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  const file = path.resolve(env.DATA_DIR || ".data", "postgres.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")).url;
  } catch {
    throw new Error(
      `No database: set DATABASE_URL, or start the shop once with "npm start" (no ${file} yet).`,
    );
  }
}

/** Splits a postgres:// URL into Sequelize's fields. A `?sslmode=require` asks for TLS. */
function parseUrl(url) {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  if (!/^postgres(ql)?:$/.test(protocol)) throw new Error("DATABASE_URL must begin with postgres://");
  const sslmode = searchParams.get("sslmode");
  return {
    dialect: "postgres",
    host: searchParams.get("host") || decodeURIComponent(hostname),
    port: port ? Number(port) : 5432,
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: sslmode && sslmode !== "disable" ? { rejectUnauthorized: sslmode.startsWith("verify") } : undefined,
  };
}

/**
 * Connection settings for one database. The time limits keep a black-holed network from holding
 * requests for ever; they are start-up parameters, which PgBouncer in transaction mode refuses, so
 * DB_POOLER=1 leaves them to `ALTER ROLE … SET` (docs/operations.md).
 * @param {string} url
 * @param {{ pooler?: boolean, patient?: boolean }} [options] patient: no limits on statements and locks (migrations)
 */
function connectionSettings(url, { pooler = isOn(process.env.DB_POOLER), patient = false } = {}) {
  const { ssl, ...address } = parseUrl(url);
  const limits = {
    statement_timeout: 5000,
    lock_timeout: 2000,
    idle_in_transaction_session_timeout: 10_000,
  };
  return {
    ...address,
    dialectOptions: {
      application_name: "cartwright",
      connectionTimeoutMillis: 2000,
      keepAlive: true,
      ...(ssl && { ssl }),
      ...(!patient && { query_timeout: 6000 }),
      ...(!patient && !pooler && limits),
    },
    migrationStorageTableName: "SequelizeMeta",
    seederStorage: "none",
  };
}

/** sequelize-cli calls this; its commands are migrations, which may take their time. */
module.exports = () => Promise.resolve(connectionSettings(databaseUrl(), { patient: true }));
module.exports.databaseUrl = databaseUrl;
module.exports.connectionSettings = connectionSettings;
