import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { sql, withClient } from "../support/database.js";
import { createUser } from "../support/factories/identity/users.js";
import { endServers, launchServer, startServer } from "../support/serverProcess.js";

const waitingJobs = async (): Promise<number> => {
  const [row] = await sql<{ n: number }>(
    "SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE run_at <= now()",
  );
  return row?.n ?? 0;
};

/** Enqueues jobs of an event, each of which mails this account. */
const addMails = (userId: string, count: number) =>
  sql(
    `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
       SELECT ROW('noticeMfaEnabled', json_build_object('eventId', gen_random_uuid(), 'payload',
         json_build_object('userId', $1::uuid, 'changedAt', n)), NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec
       FROM generate_series(1, $2::int) AS n))`,
    [userId, count],
  );

const mailsOf = async (userId: string): Promise<number> => {
  const [row] = await sql<{ n: number }>("SELECT count(*)::int AS n FROM mails WHERE user_id = $1", [userId]);
  return row?.n ?? 0;
};

const until = async (done: () => Promise<boolean>): Promise<void> => {
  while (!(await done())) await delay(50);
};

describe("Background work", function () {
  this.timeout(90_000);
  beforeEach(() => sql("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs"));
  afterEach(endServers);
  after(() => sql("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs"));

  it("finishes only its running jobs when the process is stopped, and leaves the rest of 30,000", async () => {
    const { id } = await createUser();
    await addMails(id, 30_000);
    const server = await startServer();
    await until(async () => (await mailsOf(id)) > 0);
    const asked = performance.now();
    server.signal("SIGTERM");
    expect(await server.ended, server.output()).to.equal(0);
    // Otherwise the process is killed after 15 s, with another exit code.
    expect(performance.now() - asked).to.be.below(14_000);
    const [done, left] = [await mailsOf(id), await waitingJobs()];
    expect(left).to.be.above(0);
    expect(done + left).to.equal(30_000);
    const [locked] = await sql(
      "SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE locked_at IS NOT NULL",
    );
    expect(locked).to.deep.equal({ n: 0 });
  });

  it("is taken over from a killed process within half a minute", async () => {
    const { id } = await createUser();
    await sql(
      `INSERT INTO job_workers (id, seen_at) VALUES ('pool-dead', now() - interval '21 seconds')
       ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at`,
    );
    await addMails(id, 1);
    // The state after kill -9: locked by a worker whose last heartbeat is old.
    await sql(`UPDATE graphile_worker._private_jobs SET locked_by = 'pool-dead', attempts = 1,
      locked_at = now() - interval '21 seconds'`);
    await startServer();
    await until(async () => (await mailsOf(id)) === 1);
  });

  it("runs only in the worker when BACKGROUND_WORK=off in the server", async () => {
    const { id } = await createUser();
    const server = await startServer({ BACKGROUND_WORK: "off" });
    await addMails(id, 1);
    const answer = await fetch(`${server.url}/health/ready`);
    expect(answer.status).to.equal(200);
    expect(await mailsOf(id)).to.equal(0);
    const worker = await launchServer({}, "src/worker.ts");
    await until(async () => (await mailsOf(id)) === 1);
    worker.signal("SIGTERM");
    expect(await worker.ended, worker.output()).to.equal(0);
  });

  it("continues after its connections were terminated", async () => {
    const { id } = await createUser();
    const server = await startServer();
    await addMails(id, 1);
    await until(async () => (await mailsOf(id)) === 1);
    await withClient(process.env.DATABASE_URL ?? "", (client) =>
      client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE pid <> pg_backend_pid() AND application_name = 'cartwright' AND datname = current_database()`,
      ),
    );
    // The tests' own connections were terminated as well.
    await until(() =>
      sql("SELECT 1").then(
        () => true,
        () => false,
      ),
    );
    await addMails(id, 4);
    await until(async () => (await mailsOf(id)) === 4 || server.child.exitCode !== null);
    expect(server.child.exitCode, server.output()).to.equal(null);
  });
});
