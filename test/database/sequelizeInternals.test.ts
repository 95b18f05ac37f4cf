import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { Client } from "pg";
import { config } from "../../src/config.js";
import { namespace } from "../../src/database/context.js";
import { sequelize } from "../../src/database/sequelize.js";
import {
  AMBIENT_TRANSACTION,
  commitTransaction,
  connectionOf,
  invalidate,
  isFinished,
  isOpen,
  rollBackTransaction,
  withPooledConnection,
} from "../../src/database/sequelizeInternals.js";
import { sql, withClient } from "../support/database.js";

// eslint-disable-next-line no-restricted-syntax -- the functions under test end it
const begin = () => sequelize.transaction();

const PID = "SELECT pg_backend_pid() AS pid";
const pidOf = async (client: Client): Promise<number> =>
  (await client.query<{ pid: number }>(PID)).rows[0]?.pid ?? 0;
/** Runs a query in the way that Sequelize runs those of models. */
const sequelizesPid = async (): Promise<number> =>
  (await sequelize.query<{ pid: number }>(PID, { plain: true, type: "SELECT" as never }))?.pid ?? 0;
/** More than the pool has: if a connection is not released, one of these waits until the timeout. */
const beyondThePool = Array.from({ length: config.databasePoolMax + 1 }, (_, n) => n);

describe("Sequelize's internals", function () {
  this.timeout(20_000);

  it("find the ambient transaction under its key, and its connection", async () => {
    const transaction = await begin();
    const pids = await namespace.run(async (scope) => {
      scope.set(AMBIENT_TRANSACTION, transaction);
      return [await sequelizesPid(), await pidOf(connectionOf(transaction))];
    });
    await rollBackTransaction(transaction);
    expect(pids[0]).to.equal(pids[1]);
  });

  it("commit, report PostgreSQL's response and release the connection", async () => {
    for (const _ of beyondThePool) {
      const transaction = await begin();
      expect(isFinished(transaction)).to.equal(false);
      expect(await commitTransaction(transaction)).to.equal("COMMIT");
      expect(isFinished(transaction)).to.equal(true);
    }
  });

  it("report the ROLLBACK with which PostgreSQL responds to the COMMIT of a failed transaction", async () => {
    const transaction = await begin();
    await connectionOf(transaction)
      .query("SELECT 1 / 0")
      .catch(() => undefined);
    expect(await commitTransaction(transaction)).to.equal("ROLLBACK");
  });

  it("mark a transaction that Sequelize has ended as finished", async () => {
    const committed = await begin();
    await committed.commit();
    const rolledBack = await begin();
    await rolledBack.rollback();
    expect([isFinished(committed), isFinished(rolledBack)]).to.deep.equal([true, true]);
  });

  it("roll back and release the connection", async () => {
    for (const _ of beyondThePool) {
      const transaction = await begin();
      await rollBackTransaction(transaction);
      expect(isFinished(transaction)).to.equal(true);
    }
  });

  it("replace a connection that broke before the rollback", async () => {
    for (const _ of beyondThePool) {
      const transaction = await begin();
      const pid = await pidOf(connectionOf(transaction));
      await withClient(String(process.env.DATABASE_URL), (client) =>
        client.query("SELECT pg_terminate_backend($1, 5000)", [pid]),
      );
      await rollBackTransaction(transaction);
    }
    expect(await sql("SELECT 1 AS one")).to.deep.equal([{ one: 1 }]);
  });

  it("acquire a connection of the pool, and release it when the work fails", async () => {
    const failure = new Error("no");
    for (const _ of beyondThePool) {
      const thrown = await withPooledConnection(sequelize, () => Promise.reject(failure)).catch(
        (error: unknown) => error,
      );
      expect(thrown).to.equal(failure);
    }
  });

  it("do not reuse an invalidated connection", async () => {
    const first = await withPooledConnection(sequelize, (connection) => {
      invalidate(connection);
      return Promise.resolve(connection);
    });
    const second = await withPooledConnection(sequelize, (connection) => Promise.resolve(connection));
    expect(second).not.to.equal(first);
  });

  it("validate a connection like Sequelize's own check", async () => {
    const manager = sequelize.connectionManager as unknown as { validate(client: Client): boolean };
    const client = new Client({ connectionString: String(process.env.DATABASE_URL) });
    await client.connect();
    expect([isOpen(client), manager.validate(client)], "open").to.deep.equal([true, true]);
    await client.end();
    expect([isOpen(client), manager.validate(client)], "ended").to.deep.equal([false, false]);
  });

  it("are used in one file only", () => {
    const root = path.resolve(__dirname, "../../src");
    const internals =
      /connectionManager|\b_invalid\b|\b_ending\b|\.finished\b|orceCleanup|\.connection\.query/;
    const files = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .filter((file) => internals.test(readFileSync(path.join(root, file), "utf8")));
    expect(files).to.deep.equal([path.join("database", "sequelizeInternals.ts")]);
  });
});
