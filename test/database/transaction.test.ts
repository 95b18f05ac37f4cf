import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { onceCommitted, SilentRollback, transaction } from "../../src/database/transaction.js";
import "../../src/models/index.js";
import { sequelize } from "../../src/database/sequelize.js";
import { sql, withClient } from "../support/database.js";

/** A table with two rows for lock conflicts, dropped after these tests. */
const COUNTERS = "transaction_counters";
const read = async (id: number): Promise<number> =>
  (await sql<{ n: number }>(`SELECT n FROM ${COUNTERS} WHERE id = $1`, [id]))[0]?.n ?? NaN;
const add = (id: number) => sql(`UPDATE ${COUNTERS} SET n = n + 1 WHERE id = $1`, [id]);
const backend = async (): Promise<number> =>
  (await sql<{ pid: number }>("SELECT pg_backend_pid() AS pid"))[0]?.pid ?? 0;
const rejection = (work: Promise<unknown>): Promise<Error & { code?: string }> =>
  work.then(
    () => expect.fail("the work succeeded"),
    (error: Error) => error,
  );
/** Runs a statement on a connection outside the application's pool. */
const elsewhere = (text: string) =>
  withClient(String(process.env.DATABASE_URL), (client) => client.query(text));

describe("transaction()", function () {
  this.timeout(20_000);
  before(() => elsewhere(`CREATE TABLE ${COUNTERS} (id int PRIMARY KEY, n int NOT NULL)`));
  beforeEach(() => elsewhere(`TRUNCATE ${COUNTERS}; INSERT INTO ${COUNTERS} VALUES (1, 0), (2, 0)`));
  after(() => elsewhere(`DROP TABLE ${COUNTERS}`));

  it("commits all changes, and returns the result of the work", async () => {
    expect(await transaction(async () => (await add(1), await add(2), "done"))).to.equal("done");
    expect([await read(1), await read(2)]).to.deep.equal([1, 1]);
  });

  it("rolls back when the work throws, and rethrows the error", async () => {
    const reason = new Error("no");
    const thrown = await rejection(transaction(async () => (await add(1), Promise.reject(reason))));
    expect(thrown).to.equal(reason);
    expect(await read(1)).to.equal(0);
  });

  it("rejects when a database error was swallowed, because nothing was committed", async () => {
    const work = async () => {
      await add(1);
      await sql("SELECT 1 / 0").catch(() => undefined);
      return "done";
    };
    expect(await rejection(transaction(work))).to.be.instanceOf(SilentRollback);
    expect(await read(1)).to.equal(0);
  });

  it("rejects when only the COMMIT fails", async () => {
    await elsewhere(`UPDATE ${COUNTERS} SET n = id;
      ALTER TABLE ${COUNTERS} ADD CONSTRAINT once UNIQUE (n) DEFERRABLE INITIALLY DEFERRED`);
    const effects: string[] = [];
    const work = async () => {
      onceCommitted(() => effects.push("told"));
      await sql(`UPDATE ${COUNTERS} SET n = 7`);
    };
    expect(await rejection(transaction(work))).to.have.property("code", "23505");
    expect(effects).to.deep.equal([]);
    await elsewhere(`ALTER TABLE ${COUNTERS} DROP CONSTRAINT once`);
    expect(await read(1)).to.equal(1);
  });

  it("joins the open transaction: one connection for models, statements and nested calls", async () => {
    const pids = await transaction(async () => {
      const outer = await backend();
      const inner = await transaction(backend);
      const model = await sequelize.query("SELECT pg_backend_pid() AS pid", { plain: true });
      const together = await Promise.all([backend(), transaction(backend)]);
      return [outer, inner, model?.pid, ...together];
    });
    expect(new Set(pids)).to.have.property("size", 1);
  });

  it("rolls back a nested call with the outer one", async () => {
    await rejection(
      transaction(async () => (await transaction(() => add(1)), Promise.reject(new Error("no")))),
    );
    expect(await read(1)).to.equal(0);
  });

  /** Runs a script in a process with another pool configuration; returns its output. */
  async function inProcess(env: Record<string, string>, work: string): Promise<string> {
    const script = `
      const { transaction } = require("./src/database/transaction.ts");
      const { statement } = require("./src/database/statement.ts");
      const { sequelize } = require("./src/database/sequelize.ts");
      (async () => { ${work} })().then(() => sequelize.close());`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--import=tsx", "-e", script], {
      cwd: path.resolve(__dirname, "../.."),
      env: { ...process.env, ...env },
    });
    return stdout.trim();
  }

  it("works with a single connection in the pool", async () => {
    const work = `
      const one = statement("SELECT 1 AS one");
      await transaction(async () => {
        await one();
        await sequelize.query("SELECT 1");
        await Promise.all([transaction(() => one()), one(), sequelize.query("SELECT 2")]);
      });
      console.log("done");`;
    expect(await inProcess({ DB_POOL_MAX: "1" }, work)).to.equal("done");
  });

  it("sets time limits per transaction behind a pooler, and prepares no statements there", async () => {
    const work = `
      await transaction(async () => {
        const [limits] = await statement("SELECT current_setting('statement_timeout') AS s, current_setting('lock_timeout') AS l")();
        const [named] = await statement("SELECT count(*)::int AS n FROM pg_prepared_statements")();
        console.log(limits.s, limits.l, named.n);
      });
      const [after] = await statement("SELECT current_setting('statement_timeout') AS s")();
      console.log(after.s);`;
    expect(await inProcess({ DB_POOLER: "1", DB_POOL_MAX: "1" }, work)).to.equal("5s 2s 0\n0");
    expect(await inProcess({}, work)).to.equal("5s 2s 2\n5s");
  });

  it("retries a deadlocked transaction until both have committed", async () => {
    let attempts = 0;
    let arrived = 0;
    let meet: () => void;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const quarrel = (first: number, second: number) =>
      transaction(async () => {
        attempts += 1;
        await add(first);
        if (++arrived === 2) meet();
        // Only the first attempts wait for each other: each then holds one row, so the deadlock is certain.
        if (attempts <= 2) await met;
        await add(second);
      });
    await Promise.all([quarrel(1, 2), quarrel(2, 1)]);
    expect(attempts).to.equal(3);
    expect([await read(1), await read(2)]).to.deep.equal([2, 2]);
  });

  /** Reads, lets another connection update the row the given number of times, and writes: a real serialization failure. */
  const overtaken = (times: number) => {
    let attempts = 0;
    const work = async () => {
      attempts += 1;
      await sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      const seen = await read(1);
      if (attempts <= times) await elsewhere(`UPDATE ${COUNTERS} SET n = n + 10 WHERE id = 1`);
      await sql(`UPDATE ${COUNTERS} SET n = $1 WHERE id = 1`, [seen + 1]);
    };
    return { work, attempts: () => attempts };
  };

  it("retries the whole work after a serialization failure, with new reads", async () => {
    const { work, attempts } = overtaken(1);
    await transaction(work);
    expect(attempts()).to.equal(2);
    expect(await read(1)).to.equal(11);
  });

  it("fails after five attempts with PostgreSQL's error", async () => {
    const { work, attempts } = overtaken(99);
    expect(await rejection(transaction(work))).to.have.property("code", "40001");
    expect(attempts()).to.equal(5);
    expect(await read(1)).to.equal(50);
  });

  it("retries after a lock timeout, but not after a constraint violation", async () => {
    let attempts = 0;
    await withClient(String(process.env.DATABASE_URL), async (holder) => {
      await holder.query(`BEGIN; UPDATE ${COUNTERS} SET n = 5 WHERE id = 1`);
      await transaction(async () => {
        attempts += 1;
        await sql("SET LOCAL lock_timeout = 50");
        if (attempts === 2) await holder.query("ROLLBACK");
        await add(1);
      });
    });
    expect([attempts, await read(1)]).to.deep.equal([2, 1]);
    attempts = 0;
    const twice = () => transaction(() => (attempts++, sql(`INSERT INTO ${COUNTERS} VALUES (1, 1)`)));
    expect(await rejection(twice())).to.have.property("code", "23505");
    expect(attempts).to.equal(1);
  });

  it("rejects when its connection is lost, and the next transaction gets a working one", async () => {
    const work = async () => {
      await add(1);
      await elsewhere(`SELECT pg_terminate_backend(${await backend()})`);
      await add(2);
    };
    expect(await rejection(transaction(work))).to.be.instanceOf(Error);
    for (let i = 0; i < 12; i++) await transaction(() => add(2));
    expect([await read(1), await read(2)]).to.deep.equal([0, 12]);
  });

  it("refuses a query of work that was not awaited and runs after the transaction", async () => {
    let late: Promise<unknown> = Promise.resolve();
    let committed: () => void;
    const done = new Promise<void>((resolve) => (committed = resolve));
    await transaction(async () => {
      await add(1);
      late = rejection(done.then(() => add(2)));
    });
    committed!();
    expect(await late)
      .to.have.property("message")
      .that.includes("outlived its transaction");
    expect(await read(2)).to.equal(0);
  });
});

describe("onceCommitted()", () => {
  it("waits for the commit of the outermost transaction, and does nothing after a rollback", async () => {
    const told: string[] = [];
    await transaction(async () => {
      await transaction(() => Promise.resolve(onceCommitted(() => told.push("inner"))));
      expect(told).to.deep.equal([]);
    });
    await rejection(
      transaction(async () => {
        onceCommitted(() => told.push("never"));
        await sql("SELECT 1 / 0");
      }),
    );
    onceCommitted(() => told.push("at once"));
    expect(told).to.deep.equal(["inner", "at once"]);
  });

  it("runs once if the work was retried", async () => {
    let attempts = 0;
    let told = 0;
    await transaction(async () => {
      onceCommitted(() => told++);
      if (++attempts === 1) await sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    });
    expect([attempts, told]).to.deep.equal([2, 1]);
  });

  it("does not reject a committed transaction when an effect fails", async () => {
    const told: string[] = [];
    const answer = await transaction(() => {
      onceCommitted(() => {
        throw new Error("the effect failed");
      });
      onceCommitted(() => told.push("the next"));
      return Promise.resolve("saved");
    });
    expect([answer, ...told]).to.deep.equal(["saved", "the next"]);
  });
});
