import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { onceCommitted, SilentRollback, transaction } from "../../src/database/transaction.js";
import "../../src/models/index.js";
import { sequelize } from "../../src/database/sequelize.js";
import { sql, withClient } from "../support/database.js";

/** Two rows to quarrel about, in a table that lives as long as these tests. */
const COUNTERS = "transaction_counters";
const read = async (id: number): Promise<number> =>
  (await sql<{ n: number }>(`SELECT n FROM ${COUNTERS} WHERE id = $1`, [id]))[0]?.n ?? NaN;
const add = (id: number) => sql(`UPDATE ${COUNTERS} SET n = n + 1 WHERE id = $1`, [id]);
const backend = async (): Promise<number> =>
  (await sql<{ pid: number }>("SELECT pg_backend_pid() AS pid"))[0]?.pid ?? 0;
const rejection = (work: Promise<unknown>): Promise<Error & { code?: string }> =>
  work.then(
    () => expect.fail("it succeeded"),
    (error: Error) => error,
  );
/** On a connection that is not the application's. */
const elsewhere = (text: string) =>
  withClient(String(process.env.DATABASE_URL), (client) => client.query(text));

describe("transaction()", function () {
  this.timeout(20_000);
  before(() => elsewhere(`CREATE TABLE ${COUNTERS} (id int PRIMARY KEY, n int NOT NULL)`));
  beforeEach(() => elsewhere(`TRUNCATE ${COUNTERS}; INSERT INTO ${COUNTERS} VALUES (1, 0), (2, 0)`));
  after(() => elsewhere(`DROP TABLE ${COUNTERS}`));

  it("saves all that was done inside, and returns what the work returned", async () => {
    expect(await transaction(async () => (await add(1), await add(2), "done"))).to.equal("done");
    expect([await read(1), await read(2)]).to.deep.equal([1, 1]);
  });

  it("saves nothing when the work throws, and throws the same", async () => {
    const reason = new Error("no");
    const thrown = await rejection(transaction(async () => (await add(1), Promise.reject(reason))));
    expect(thrown).to.equal(reason);
    expect(await read(1)).to.equal(0);
  });

  it("rejects when a failure inside was swallowed, because then nothing was saved", async () => {
    const work = async () => {
      await add(1);
      await sql("SELECT 1 / 0").catch(() => undefined);
      return "all is well";
    };
    expect(await rejection(transaction(work))).to.be.instanceOf(SilentRollback);
    expect(await read(1)).to.equal(0);
  });

  it("rejects when only the COMMIT finds out", async () => {
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

  it("joins the transaction that is open: one connection for models, statements and nested calls", async () => {
    const pids = await transaction(async () => {
      const outer = await backend();
      const inner = await transaction(backend);
      const model = await sequelize.query("SELECT pg_backend_pid() AS pid", { plain: true });
      const together = await Promise.all([backend(), transaction(backend)]);
      return [outer, inner, model?.pid, ...together];
    });
    expect(new Set(pids)).to.have.property("size", 1);
  });

  it("undoes a nested call with the whole", async () => {
    await rejection(
      transaction(async () => (await transaction(() => add(1)), Promise.reject(new Error("no")))),
    );
    expect(await read(1)).to.equal(0);
  });

  /** Runs a script in a process whose pool is configured otherwise; answers what it printed. */
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

  it("limits its time behind a pooler, where connections cannot be limited, and names no statement there", async () => {
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

  it("runs both of two deadlocked works again until both are done", async () => {
    let attempts = 0;
    let arrived = 0;
    let meet: () => void;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const quarrel = (first: number, second: number) =>
      transaction(async () => {
        attempts += 1;
        await add(first);
        if (++arrived === 2) meet();
        // Only the first round waits for the other: that both hold one row makes the deadlock certain.
        if (attempts <= 2) await met;
        await add(second);
      });
    await Promise.all([quarrel(1, 2), quarrel(2, 1)]);
    expect(attempts).to.equal(3);
    expect([await read(1), await read(2)]).to.deep.equal([2, 2]);
  });

  /** Reads, is overtaken by another connection as often as asked, and writes: a real serialization failure. */
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

  it("runs the whole work again after a serialization failure, reading anew", async () => {
    const { work, attempts } = overtaken(1);
    await transaction(work);
    expect(attempts()).to.equal(2);
    expect(await read(1)).to.equal(11);
  });

  it("gives up after five attempts and throws what PostgreSQL said", async () => {
    const { work, attempts } = overtaken(99);
    expect(await rejection(transaction(work))).to.have.property("code", "40001");
    expect(attempts()).to.equal(5);
    expect(await read(1)).to.equal(50);
  });

  it("tries again where a lock was not to be had, and does not where a rule was broken", async () => {
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

  it("survives the loss of its connection: the work is refused, the next one finds a good connection", async () => {
    const work = async () => {
      await add(1);
      await elsewhere(`SELECT pg_terminate_backend(${await backend()})`);
      await add(2);
    };
    expect(await rejection(transaction(work))).to.be.instanceOf(Error);
    for (let i = 0; i < 12; i++) await transaction(() => add(2));
    expect([await read(1), await read(2)]).to.deep.equal([0, 12]);
  });

  it("refuses work that nobody awaited and that outlived it, instead of writing on another's connection", async () => {
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
  it("waits for the commit of the outermost transaction, and does nothing when there is none to come", async () => {
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

  it("tells once of work that was run twice", async () => {
    let attempts = 0;
    let told = 0;
    await transaction(async () => {
      onceCommitted(() => told++);
      if (++attempts === 1) await sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    });
    expect([attempts, told]).to.deep.equal([2, 1]);
  });

  it("does not let a failing effect make a committed transaction look undone", async () => {
    const told: string[] = [];
    const answer = await transaction(() => {
      onceCommitted(() => {
        throw new Error("the worker is away");
      });
      onceCommitted(() => told.push("the next"));
      return Promise.resolve("saved");
    });
    expect([answer, ...told]).to.deep.equal(["saved", "the next"]);
  });
});
