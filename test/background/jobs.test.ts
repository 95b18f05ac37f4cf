import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { publish } from "../../src/events/publish.js";
import { transaction } from "../../src/database/transaction.js";
import { newId } from "../../src/lib/ids.js";
import { insertWebhookEvent } from "../../src/models/payments/insertWebhookEvent.js";
import { sql, withClient } from "../support/database.js";
import { createUser } from "../support/factories/identity/users.js";
import { placeOrder } from "../support/factories/orders/orders.js";
import { expirePayments, jobsAbout, runTask, drainQueue } from "../support/jobs.js";
import {
  forgetSession,
  passExpiry,
  removeProviderSession,
  setProviderSession,
} from "../support/factories/payments/payments.js";

const url = () => process.env.DATABASE_URL ?? "";

/** Creates a payment whose session is unknown to the provider, so it can be neither fetched nor ended. */
async function orphanPayment(): Promise<string> {
  const { payment } = await placeOrder();
  await removeProviderSession(payment.id);
  return payment.id;
}

describe("publish()", () => {
  it("writes the event and one job for each subscriber in the transaction, or nothing", async () => {
    const userId = randomUUID();
    const changedAt = new Date().toISOString();
    const change = () => publish("user.mfa_enabled", { userId, changedAt });
    await transaction(async () => {
      await change();
      throw new Error("cancelled");
    }).catch(() => undefined);
    const written = () =>
      sql<{ id: string }>("SELECT id FROM events WHERE payload ->> 'userId' = $1", [userId]);
    expect(await written()).to.deep.equal([]);
    await transaction(change);
    const [event] = await written();
    expect(await jobsAbout(event?.id ?? "")).to.deep.equal([
      { task: "noticeMfaEnabled", key: `noticeMfaEnabled:${event?.id}`, attempts: 0, lastError: null },
    ]);
  });

  it("retries only the failed subscriber", async () => {
    const { id: userId, email } = await createUser();
    await transaction(() =>
      publish("user.email_changed", {
        userId,
        changeId: newId(),
        changedAt: new Date().toISOString(),
      }),
    );
    const [event] = await sql<{ id: string }>(
      "SELECT id FROM events WHERE name = 'user.email_changed' AND payload ->> 'userId' = $1",
      [userId],
    );
    // One of the two jobs gets an invalid payload.
    await sql(
      "UPDATE graphile_worker._private_jobs SET payload = '{}' WHERE key = 'noticeEmailChanged:' || $1",
      [event?.id],
    );
    await drainQueue();
    expect(await sql("SELECT FROM mails WHERE recipient = $1", [email])).to.have.length(1);
    const left = await jobsAbout(event?.id ?? "");
    expect(left.map(({ task, attempts }) => ({ task, attempts }))).to.deep.equal([
      { task: "noticeEmailChanged", attempts: 1 },
    ]);
  });
});

/** Stores a webhook of any provider, without a signature. */
const receive = (provider: string, sessionId: string) =>
  insertWebhookEvent({ id: newId(), provider, eventId: newId(), type: "session.paid", sessionId });

describe("A webhook that cannot be processed", () => {
  it("is retried with increasing delays, and delays no other job", async () => {
    const lost = await orphanPayment();
    await receive("test", `test_${lost}`);
    await sql(
      "UPDATE webhook_events SET received_at = now() - interval '3 days' WHERE provider_session_id = $1",
      [`test_${lost}`],
    );
    const { order, payment } = await placeOrder();
    await setProviderSession(payment.id, { status: "paid" });
    await receive("test", `test_${payment.id}`);
    for (let run = 0; run < 5; run++) await drainQueue();
    const [inbox] = await sql<{ id: string }>(
      "SELECT id FROM webhook_events WHERE provider_session_id = $1",
      [`test_${lost}`],
    );
    const [job] = await jobsAbout(inbox?.id ?? "");
    expect(job?.attempts).to.equal(1);
    const [paid] = await sql("SELECT payment_status FROM orders WHERE id = $1", [order.id]);
    expect(paid).to.deep.equal({ payment_status: "paid" });
  });

  it("stores an error without the values sent to the database", async () => {
    const lost = await orphanPayment();
    await sql("UPDATE payments SET provider = 'gone' WHERE id = $1", [lost]);
    await receive("gone", `test_${lost}`);
    await drainQueue();
    const [inbox] = await sql<{ id: string }>(
      "SELECT id FROM webhook_events WHERE provider = 'gone' ORDER BY id DESC",
    );
    expect((await jobsAbout(inbox?.id ?? ""))[0]?.lastError).to.match(
      /^AppError provider_unavailable|^AppError: /,
    );
  });
});

describe("Expired payments", () => {
  it("are closed although a hundred older ones cannot be closed", async function () {
    this.timeout(60_000);
    const stuck: string[] = [];
    for (let made = 0; made < 100; made++) stuck.push(await orphanPayment());
    await passExpiry(...stuck);
    const { payment } = await placeOrder();
    await passExpiry(payment.id);
    await expirePayments();
    const [given] = await sql("SELECT status FROM payments WHERE id = $1", [payment.id]);
    expect(given).to.deep.equal({ status: "expired" });
    // Later than any back-off, so that speed does not matter: a job enqueued again would be due now.
    const keys = stuck.map((id) => `expirePayment:${id}`);
    await sql(
      "UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour' WHERE key = ANY ($1::text[])",
      [keys],
    );
    await expirePayments();
    const [left] = await sql(
      `SELECT count(*)::int AS n, min(run_at) > now() + interval '59 minutes' AS waiting, min(attempts) > 0 AS tried
       FROM graphile_worker.jobs WHERE key = ANY ($1::text[])`,
      [keys],
    );
    expect(left).to.deep.equal({ n: 100, waiting: true, tried: true });
    await sql("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs");
    await forgetSession(...stuck);
    await expirePayments();
  });
});

describe("The positions of events", () => {
  it("follow the order of commits, so that a reader never misses an event that commits late", async () => {
    const name = "order.placed";
    await withClient(url(), async (late) => {
      await late.query("BEGIN");
      const early = newId();
      await late.query("INSERT INTO events (id, name, payload) VALUES ($1, $2, '{}')", [early, name]);
      const after = newId();
      await sql("INSERT INTO events (id, name, payload) VALUES ($1, $2, '{}')", [after, name]);
      await runTask("positionNewEvents");
      const positions = async () =>
        new Map(
          (
            await sql<{ id: string; position: string | null }>(
              "SELECT id, position FROM events WHERE id = ANY ($1::uuid[])",
              [[early, after]],
            )
          ).map((row) => [row.id, row.position]),
        );
      const before = await positions();
      expect(before.has(early)).to.equal(false);
      await late.query("COMMIT");
      await runTask("positionNewEvents");
      const now = await positions();
      expect(now.get(after)).to.equal(before.get(after));
      expect(Number(now.get(early))).to.be.above(Number(now.get(after)));
    });
  });

  it("are assigned once by concurrent runs", async () => {
    const ids = Array.from({ length: 200 }, newId);
    await sql(
      "INSERT INTO events (id, name, payload) SELECT id, 'order.placed', '{}' FROM unnest($1::uuid[]) AS id",
      [ids],
    );
    await Promise.all(Array.from({ length: 8 }, () => runTask("positionNewEvents")));
    const [row] = await sql(
      "SELECT count(*)::int AS given, count(DISTINCT position)::int AS distinct FROM events WHERE id = ANY ($1::uuid[]) AND position IS NOT NULL",
      [ids],
    );
    expect(row).to.deep.equal({ given: 200, distinct: 200 });
  });
});
