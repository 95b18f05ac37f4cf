import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { inWords } from "../../src/boot/StartError.js";
import "../../src/models/index.js";
import { describeError, errorLine } from "../../src/lib/logging/describeError.js";
import { logger } from "../../src/logger.js";
import { User } from "../../src/models/identity/User.js";
import { captureLog } from "../support/captureLog.js";
import { sql } from "../support/database.js";
import { jobsAbout, drainQueue } from "../support/jobs.js";

const SECRET = "hunter2@example.com";
const caught = (work: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(work)
    .then(
      () => expect.fail("the call succeeded"),
      (error: unknown) => error,
    );

/** Ways in which values get into errors: from the database, Sequelize, the runtime, and code that throws non-errors. */
const LEAKS: Record<string, () => unknown> = {
  "a value that is not a UUID (22P02)": () => sql("SELECT $1::text::uuid", [SECRET]),
  "a value with quotation marks": () => sql("SELECT $1::text::uuid", [`"x" ${SECRET} "y"`]),
  "broken JSON (22P02, detail)": () => sql("SELECT $1::text::json", [SECRET]),
  "a duplicate (23505, detail)": async () => {
    const row = { email: SECRET, passwordHash: SECRET };
    await User.create(row);
    await User.create(row);
  },
  "a raised exception": () => sql(`DO $$ BEGIN RAISE EXCEPTION '${SECRET}'; END $$`),
  "a syntax error that quotes the statement": () => sql(`SELECT 1 FROM "${SECRET}" WHERE '${SECRET}`),
  "Sequelize's validation": () => User.create({ email: { [SECRET]: 1 } as never, passwordHash: SECRET }),
  "JSON.parse": () => JSON.parse(SECRET) as unknown,
  "an argument of the wrong type": () => Buffer.alloc(SECRET as never),
  "an invalid address": () => new URL(SECRET),
  "a property of a string": () => Object.defineProperty(SECRET, "x", {}),
  "a message of several lines that looks like a stack": () => {
    throw new Error(`"a\n    at ${SECRET} (x.js:1:1)\n    at ${SECRET}"`);
  },
  "a cause": () => {
    throw new Error("outer", { cause: Object.assign(new Error("inner"), { detail: SECRET, input: SECRET }) });
  },
  "several at once": () => Promise.any([Promise.reject(Object.assign(new Error("x"), { body: SECRET }))]),
  "a text": () => AbortSignal.abort(SECRET).throwIfAborted(),
  "an object": () => AbortSignal.abort({ message: SECRET }).throwIfAborted(),
};

describe("Errors in logs", () => {
  for (const [label, work] of Object.entries(LEAKS)) {
    it(`do not contain the value: ${label}`, async () => {
      const error = await caught(work);
      const log = await captureLog(() => {
        logger.error({ err: error }, "with a message");
        logger.error({ err: error });
        logger.error(error);
        logger.child({ of: "x" }).error({ nested: { err: error, list: [error] } }, "nested");
        return Promise.resolve();
      });
      // A string logged as a message stays unchanged: only thrown values are reduced.
      const lines =
        typeof error === "string" || !(error instanceof Error) ? log.split("\n").slice(0, 2) : [log];
      expect(lines.join("\n")).not.to.include(SECRET);
      expect(errorLine(error) + inWords(error)).not.to.include(SECRET);
      expect(JSON.stringify(describeError(error))).to.match(/"type":"\w+"/);
    });
  }

  it("keep type, code, place and cause", async () => {
    const unique = describeError(await caught(() => User.bulkCreate([LEAKED, LEAKED])));
    expect(unique.type).to.equal("SequelizeUniqueConstraintError");
    expect(unique.cause).to.include({ code: "23505", constraint: "users_email_key", table: "users" });
    expect(unique.stack).to.match(/^ {4}at /);
    const missing = describeError(await caught(() => sql("SELECT * FROM no_such_table")));
    expect(missing).to.include({ code: "42P01", message: 'relation "no_such_table" does not exist' });
    const read = describeError(await caught(() => (undefined as unknown as { a: string }).a));
    expect(read).to.include({
      type: "TypeError",
      message: "Cannot read properties of undefined (reading '…')",
    });
    expect(read.stack).to.match(/describeError\.test\.ts:\d+/);
    expect(
      errorLine(Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" })),
    ).to.equal("Error ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1");
  });

  it("are reduced in the same way when stored with a job", async () => {
    const about = randomUUID();
    await sql(
      `SELECT graphile_worker.add_job('noticeMfaEnabled', json_build_object('payload', json_build_object('userId', $1::text)),
         job_key => 'noticeMfaEnabled:' || $2::uuid)`,
      [SECRET, about],
    );
    await drainQueue();
    const [job] = await jobsAbout(about);
    await sql(
      "SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs WHERE key = $1",
      [job?.key],
    );
    expect(job?.lastError).to.match(/^SequelizeDatabaseError .*22P02/);
    expect(job?.lastError).not.to.contain(SECRET);
  });
});

const LEAKED = { email: "twice@example.com", passwordHash: "x" };
