import { randomUUID } from "node:crypto";
import { expect } from "chai";
import express, { Router } from "express";
import request from "supertest";
import { z } from "zod";
import { ambientTransaction } from "../../src/database/transaction.js";
import { Busy } from "../../src/errors/system.js";
import type { Phases } from "../../src/http/phases.js";
import { created } from "../../src/http/reply.js";
import { newId } from "../../src/lib/ids.js";
import { authenticate } from "../../src/middlewares/authenticate.js";
import { writeInPhases } from "../../src/middlewares/endpoint/writeInPhases.js";
import { errorHandler } from "../../src/middlewares/errorHandler.js";
import { bodyErrors, jsonBody } from "../../src/middlewares/parsing/jsonBody.js";
import { requestContext } from "../../src/middlewares/requestContext.js";
import { expectProblem, type Headers } from "../support/api.js";
import { sql } from "../support/database.js";
import { newKey } from "../support/wishes.js";

const Shape = { body: z.strictObject({ note: z.string() }) };
const WishView = z.strictObject({ id: z.string(), secret: z.string() });
type Wish = { id: string };

/** The phases that ran, in order, and whether each had an open transaction. */
let ran: string[] = [];
const saw = (phase: string) => ran.push(`${phase} ${ambientTransaction() ? "inside" : "outside"}`);
/** Errors that a test makes a phase throw once. */
let failing: Record<string, Error> = {};
function fail(phase: string): void {
  const error = failing[phase];
  delete failing[phase];
  if (error) throw error;
}

const wish: Phases<typeof Shape, typeof WishView, Wish, string> = {
  resource: "wish",
  begin: async ({ body, audit }) => {
    saw("begin");
    const id = newId();
    await sql(
      `INSERT INTO mails (id, dedupe_key, recipient, subject, text_body, html_body)
       VALUES ($1, gen_random_uuid(), 'a@example.com', $2, '', '')`,
      [id, body.note],
    );
    audit({ before: { note: "none" } });
    fail("begin");
    return { id };
  },
  resume: (_call, id) => {
    saw("resume");
    return Promise.resolve({ id });
  },
  outside: () => {
    saw("outside");
    fail("outside");
    return Promise.resolve("done");
  },
  finish: ({ secretFor, audit }, { id }, outcome) => {
    saw("finish");
    audit({ target: { type: "wish", id }, after: { outcome } });
    fail("finish");
    return Promise.resolve(created({ id, secret: secretFor(id) }, `/wishes/${id}`));
  },
  refusal: (error) => (error instanceof RangeError ? new Busy() : error),
};

const line = writeInPhases(Shape, wish, WishView, { audit: "wish.granted" });
const router = Router().post("/wishes", authenticate.optional, line);
const app = express().use(requestContext, jsonBody(/^$/), bodyErrors, router, errorHandler);

describe("writeInPhases()", () => {
  let note: string;
  let key: Headers;
  beforeEach(() => {
    [ran, failing, note, key] = [[], {}, randomUUID(), newKey()];
  });

  // The invariants are checked after the run and do not allow these test keys.
  after(() => sql("DELETE FROM idempotency_keys WHERE resource_type = 'wish'"));

  const post = (headers: Headers = key) => request(app).post("/wishes").set(headers).send({ note });
  const effects = async () => (await sql("SELECT FROM mails WHERE subject = $1", [note])).length;
  const entries = (id: string) =>
    sql("SELECT action, target_type, before, after FROM audit_log WHERE target_id = $1", [id]);
  const expireLease = () =>
    sql("UPDATE idempotency_keys SET locked_until = now() WHERE completed_at IS NULL");

  it("requires an Idempotency-Key", async () => {
    const { "idempotency-key": _, ...guest } = key;
    expectProblem(await post(guest), 428, "idempotency_key_required");
    expect(ran).to.deep.equal([]);
  });

  it("runs the first and last phases in transactions, and the middle one outside", async () => {
    expect((await post()).status).to.equal(201);
    expect(ran).to.deep.equal(["begin inside", "outside outside", "finish inside"]);
  });

  it("replays the reply of a finished request", async () => {
    const [first, second] = [await post(), await post()];
    expect(second.body).to.deep.equal(first.body);
    expect(second.headers["idempotent-replayed"]).to.equal("true");
    expect(ran).to.have.length(3);
  });

  it("resumes a request that failed in the middle phase, with the same resource and secret", async () => {
    failing = { outside: new Error("process killed") };
    expect((await post()).status).to.equal(500);
    expectProblem(await post(), 409, "idempotency_in_flight");
    await expireLease();
    failing = { finish: new Error("process killed again") };
    expect((await post()).status).to.equal(500);
    await expireLease();
    const answer = await post();
    expect(answer.status).to.equal(201);
    const [row] = await sql("SELECT id FROM mails WHERE subject = $1", [note]);
    expect(answer.body.id).to.equal(row?.id);
    expect(ran.filter((phase) => phase.startsWith("begin"))).to.have.length(1);
    expect((await post()).body).to.deep.equal(answer.body);
  });

  it("records one audit entry, in the last transaction, with the notes of both phases", async () => {
    failing = { finish: new Error("process killed") };
    await post();
    const [row] = await sql<{ id: string }>("SELECT id FROM mails WHERE subject = $1", [note]);
    expect(await entries(row?.id ?? "")).to.deep.equal([]);
    key = newKey();
    const { id } = (await post()).body as Wish;
    await post();
    expect(await entries(id)).to.deep.equal([
      { action: "wish.granted", target_type: "wish", before: { note: "none" }, after: { outcome: "done" } },
    ]);
  });

  it("rolls back the first phase when it fails, and translates its error", async () => {
    failing = { begin: new RangeError("locked") };
    expectProblem(await post(), 409, "busy");
    expect(await effects()).to.equal(0);
    expect((await post()).status).to.equal(201);
  });

  it("refuses an If-Match that no phase compares, and rolls back the first phase", async () => {
    expectProblem(await post({ ...key, "if-match": '"1"' }), 412, "stale_version");
    expect(await effects()).to.equal(0);
  });
});
