"use strict";

const { Pool } = require("pg");

/** The pool that graphile-worker migrates with: the connection of sequelize-cli or of the shop, whichever runs this. */
function poolOf({ config: { host, port, database, username, password }, options: { dialectOptions = {} } }) {
  const pool = new Pool({ host, port, database, user: username, password, ssl: dialectOptions.ssl, max: 1 });
  const ignore = () => undefined;
  return pool.on("error", ignore).on("connect", (client) => client.on("error", ignore));
}

/**
 * Creates the tables of graphile-worker in their own schema, `graphile_worker`. The library's own migrations do it; a
 * newer version of the library brings them up to date when a worker starts.
 */
module.exports = {
  async up({ sequelize }) {
    const { Logger, runMigrations } = require("graphile-worker");
    const pgPool = poolOf(sequelize);
    try {
      await runMigrations({ pgPool, logger: new Logger(() => () => undefined) });
    } finally {
      await pgPool.end();
    }
    // add_jobs() draws a number for each task name that is there already (ON CONFLICT DO NOTHING), so after 2^31 jobs
    // the sequence would end. A number that comes again conflicts in the same way and changes nothing.
    await sequelize.query("ALTER SEQUENCE graphile_worker.tasks_id_seq CYCLE");
    await sequelize.query(`
      -- Processes that run jobs. One that has not reported for some seconds is dead, and its jobs go to the others.
      CREATE TABLE job_workers (
        id text CONSTRAINT job_workers_pkey PRIMARY KEY,
        seen_at timestamptz NOT NULL DEFAULT now()
      )`);
  },
  async down({ sequelize }) {
    await sequelize.query("DROP TABLE job_workers; DROP SCHEMA graphile_worker CASCADE");
  },
};
