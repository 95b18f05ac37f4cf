import { createServer, type AddressInfo } from "node:net";
import { expect } from "chai";
import { Client } from "pg";
import { Sequelize } from "sequelize";
import databaseConfig from "../../db/config.js";
import { sequelize } from "../../src/database/sequelize.js";
import { isRetryable, translateDatabaseError } from "../../src/database/sqlState.js";
import { transaction } from "../../src/database/transaction.js";
import "../../src/models/index.js";
import { createUser } from "../support/factories/identity/users.js";
import { sql, withClient } from "../support/database.js";

const url = () => String(process.env.DATABASE_URL);
const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => expect.fail("the work succeeded"),
    (error: Error) => error,
  );
const raise = (state: string) => `DO $$ BEGIN RAISE EXCEPTION 'told' USING ERRCODE = '${state}'; END $$`;
const AN_ID = "0192b6a0-0000-7000-8000-000000000000";

type Row = [what: string, provoke: () => Promise<unknown>, status: number, code: string, leaked?: boolean];

const inTransaction =
  (...texts: string[]) =>
  () =>
    transaction(async () => {
      for (const text of texts) await sql(text);
    });

const TABLE: Row[] = [
  [
    "an address in use (23505, by name)",
    async () => {
      const { email } = await createUser();
      await createUser({ email });
    },
    409,
    "email_taken",
  ],
  [
    "a unique constraint without an error of its own (23505)",
    inTransaction(
      ...[1, 2].map(
        () =>
          `INSERT INTO shipping_options (id, name, price_amount, currency) VALUES (gen_random_uuid(), 'twice', 0, 'USD')`,
      ),
    ),
    409,
    "constraint_violated",
    true,
  ],
  [
    "a missing parent (23503)",
    () =>
      sql(`INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $1, now() + interval '1 day')`, [
        AN_ID,
      ]),
    409,
    "constraint_violated",
    true,
  ],
  [
    "stock below zero (23514, by name)",
    inTransaction(
      `INSERT INTO products (id, slug, title) VALUES ('${AN_ID}', 'sql-state', 'x')`,
      `INSERT INTO product_variants (id, product_id, title, price_amount, currency) VALUES ('${AN_ID}', '${AN_ID}', 'x', 1, 'USD')`,
      `INSERT INTO stock_items (variant_id, on_hand) VALUES ('${AN_ID}', -1)`,
    ),
    409,
    "out_of_stock",
  ],
  ["another violated check (23514)", () => createUser({ username: "X" }), 409, "constraint_violated", true],
  [
    "a missing value (23502)",
    () => sql("INSERT INTO users (id) VALUES ($1)", [AN_ID]),
    409,
    "constraint_violated",
    true,
  ],
  ["text that is not a UUID (22P02)", () => sql("SELECT $1::uuid", ["x"]), 400, "malformed_request", true],
  [
    "a number out of range (22003)",
    () => sql("SELECT $1::int", ["99999999999"]),
    400,
    "malformed_request",
    true,
  ],
  ["a NUL in JSON (22P05)", () => sql("SELECT $1::jsonb", ['"\\u0000"']), 400, "malformed_request", true],
  ["a NUL in text (22021)", () => sql("SELECT $1::text", ["a\0b"]), 400, "malformed_request", true],
  ["an unknown operator (42883)", () => sql("SELECT 'a'::jsonb + 1"), 400, "malformed_request", true],
  ["a serialization failure (40001)", () => sql(raise("40001")), 503, "overloaded"],
  ["a deadlock (40P01)", () => sql(raise("40P01")), 503, "overloaded"],
  [
    "a lock that is held (55P03)",
    () =>
      withClient(url(), async (holder) => {
        await holder.query("BEGIN; LOCK TABLE mails");
        await sql("LOCK TABLE mails NOWAIT").catch(() => undefined);
        await inTransaction("LOCK TABLE mails NOWAIT")();
      }),
    503,
    "overloaded",
  ],
  [
    "a statement that took too long (57014)",
    inTransaction("SET LOCAL statement_timeout = 20", "SELECT pg_sleep(5)"),
    503,
    "overloaded",
  ],
  [
    "a connection that was ended (57P01)",
    () => sql("SELECT pg_terminate_backend(pg_backend_pid())"),
    503,
    "unavailable",
  ],
  ["a server that shuts down (57P03)", () => sql(raise("57P03")), 503, "unavailable"],
  ["too many connections (53300)", () => sql(raise("53300")), 503, "unavailable"],
  ["a full disk (53100)", () => sql(raise("53100")), 503, "unavailable"],
  ["a broken connection (08006)", () => sql(raise("08006")), 503, "unavailable"],
  ["a standby (25006)", inTransaction("SET TRANSACTION READ ONLY", "DELETE FROM mails"), 503, "unavailable"],
];

describe("The error response to a database error", function () {
  this.timeout(20_000);

  for (const [what, provoke, status, code, leaked = false] of TABLE) {
    it(`${what} → ${status} ${code}`, async () => {
      const told = translateDatabaseError(await failure(provoke()));
      expect([told?.error.status, told?.error.code, told?.leaked]).to.deep.equal([status, code, leaked]);
      if (status === 503) expect(told?.error.headers).to.have.property("Retry-After");
    });
  }

  it("translates Sequelize's wrapped errors alike", async () => {
    const told = translateDatabaseError(await failure(sequelize.query("SELECT 'x'::uuid")));
    expect(told?.error.code).to.equal("malformed_request");
  });

  it("recognizes a transaction that was terminated because it was idle (25P03)", async () => {
    const work = transaction(async () => {
      await sql("SET LOCAL idle_in_transaction_session_timeout = 20");
      await new Promise((resolve) => setTimeout(resolve, 200));
      await sql("SELECT 1");
    });
    expect(translateDatabaseError(await failure(work))?.error.code).to.equal("unavailable");
  });

  it("recognizes an unreachable server, one that never responds, and an exhausted pool", async () => {
    const unavailable = async (work: Promise<unknown>) =>
      expect(translateDatabaseError(await failure(work))?.error.code).to.equal("unavailable");

    const silent = createServer(() => undefined);
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const { port } = silent.address() as AddressInfo;
    const client = new Client({ host: "127.0.0.1", port, connectionTimeoutMillis: 50 });
    client.on("error", () => undefined);
    await unavailable(client.connect());
    const closed = new Promise((done) => silent.close(done));
    await unavailable(new Client({ host: "127.0.0.1", port: 1, connectionTimeoutMillis: 500 }).connect());
    const impatient = new Client({ connectionString: url(), query_timeout: 50 });
    await impatient.connect();
    await unavailable(impatient.query("SELECT pg_sleep(0.3)"));
    await impatient.end();
    const { dialectOptions, ...address } = databaseConfig.connectionSettings(url());
    const small = new Sequelize({
      ...address,
      dialectOptions,
      logging: false,
      pool: { max: 1, acquire: 250 },
    });
    const [held, refused] = [small.query("SELECT pg_sleep(0.6)"), small.query("SELECT 1")];
    await unavailable(refused);
    await held;
    await small.close();
    await Promise.race([closed, new Promise((soon) => setTimeout(soon, 100))]);
  });

  it("does not translate errors of other origins", () => {
    for (const other of [
      new Error("no"),
      new TypeError("x is not a function"),
      undefined,
      "text",
      { code: "23505" },
    ])
      expect(translateDatabaseError(other)).to.equal(undefined);
  });

  it("marks only errors that a retry may avoid as retryable", () => {
    const withCode = (code?: string) => Object.assign(new Error("told"), { code });
    for (const code of ["40001", "40P01", "55P03"]) expect(isRetryable(withCode(code)), code).to.equal(true);
    for (const code of ["23505", "57014", "08006", undefined])
      expect(isRetryable(withCode(code)), code).to.equal(false);
  });
});
