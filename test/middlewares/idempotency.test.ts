import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Request } from "express";
import request from "supertest";
import { transaction } from "../../src/database/transaction.js";
import { OutOfStock } from "../../src/errors/inventory.js";
import { Busy, NotAllowed, Unavailable } from "../../src/errors/system.js";
import { ANONYMOUS } from "../../src/lib/caller.js";
import { newSecret } from "../../src/lib/ids.js";
import { idempotencyClaim } from "../../src/middlewares/endpoint/idempotencyKey.js";
import { ok } from "../../src/http/reply.js";
import { type IdempotencyClaim, recordReply } from "../../src/services/system/idempotency.js";
import { expectProblem } from "../support/api.js";
import { sql } from "../support/database.js";
import { app, effects, newKey, once, post, wishes } from "../support/wishes.js";

describe("An Idempotency-Key", () => {
  let note: string;
  beforeEach(() => {
    note = randomUUID();
    wishes.runs = 0;
    wishes.afterwards = undefined;
  });

  it("runs a request once and replays its status, body and headers, marked as a replay", async () => {
    const key = newKey();
    const [first, second] = [await post(note, key), await post(note, key)];
    expect([first.status, second.status]).to.deep.equal([201, 201]);
    expect(second.body).to.deep.equal(first.body);
    for (const name of ["location", "x-cart-token", "etag", "content-type", "cache-control"])
      expect(second.headers[name], name).to.equal(first.headers[name]);
    expect([first, second].map(({ headers }) => headers["idempotent-replayed"])).to.deep.equal([
      undefined,
      "true",
    ]);
    expect([wishes.runs, await effects(note)]).to.deep.equal([1, 1]);
  });

  it("ignores the order of a body's keys, and quotation marks around the key", async () => {
    const { "idempotency-key": key, ...guest } = newKey();
    const send = (body: string, sent: string) =>
      request(app)
        .post("/wishes")
        .set({ ...guest, "idempotency-key": sent, "content-type": "application/json" })
        .send(body);
    const first = await send(`{"note":"${note}","more":"x"}`, `${key}`);
    const second = await send(`{ "more": "x", "note": "${note}" }`, `"${key}"`);
    expect(second.body).to.deep.equal(first.body);
    expect(wishes.runs).to.equal(1);
  });

  it("is refused with another body, and on another path", async () => {
    const key = newKey();
    await post(note, key);
    expectProblem(await post(`${note}!`, key), 422, "idempotency_key_reused");
    expectProblem(await post(note, key, "/others"), 422, "idempotency_key_reused");
    expect(wishes.runs).to.equal(1);
    expect((await post(note, key)).headers["idempotent-replayed"]).to.equal("true");
  });

  it("is refused while the first request runs, and replays its response afterwards", async () => {
    const key = newKey();
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((started) => {
      wishes.afterwards = () => (started(), new Promise<void>((done) => (finish = done)));
    });
    const first = post(note, key);
    await begun;
    const second = await post(note, key);
    expectProblem(second, 409, "idempotency_in_flight");
    expect(second.headers["retry-after"]).to.match(/^\d+$/);
    finish();
    expect((await first).status).to.equal(201);
    expect((await post(note, key)).body).to.deep.equal((await first).body);
    expect(await effects(note)).to.equal(1);
  });

  it("runs one of twenty simultaneous requests", async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(note, key)));
    expect(await effects(note)).to.equal(1);
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).to.equal(true);
    const secrets = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.secret));
    expect(secrets).to.have.property("size", 1);
  });

  it("stores an error response with its extra fields, although the effect was rolled back", async () => {
    const key = newKey();
    wishes.afterwards = once(new OutOfStock({ available: 3 }));
    const [first, second] = [await post(note, key), await post(note, key)];
    for (const answer of [first, second]) {
      expectProblem(answer, 409, "out_of_stock");
      expect(answer.body.available).to.equal(3);
    }
    expect(second.headers["idempotent-replayed"]).to.equal("true");
    expect([wishes.runs, await effects(note)]).to.deep.equal([1, 0]);
  });

  it("does not store transient responses: server errors, lock conflicts, 403s and validation errors", async () => {
    const refusals: [Error, number][] = [
      [new Error("boom"), 500],
      [new Unavailable(), 503],
      [new Busy(), 409],
      [new NotAllowed(), 403],
    ];
    for (const [error, status] of refusals) {
      const key = newKey();
      const own = `${note} ${status}`;
      wishes.afterwards = once(error);
      expect((await post(own, key)).status).to.equal(status);
      expect(await effects(own)).to.equal(0);
      const again = await post(own, key);
      expect(again.status).to.equal(201);
      expect(again.headers).not.to.have.property("idempotent-replayed");
      expect(await effects(own)).to.equal(1);
    }
    const key = newKey();
    expectProblem(await request(app).post("/wishes").set(key).send({ note: 1 }), 400, "validation_failed");
    expect((await post(note, key)).status).to.equal(201);
  });

  it("is stored with the effect or not at all: a failed COMMIT rolls back both", async () => {
    await sql(
      `ALTER TABLE mails ADD CONSTRAINT one_of_a_kind EXCLUDE (subject WITH =) WHERE (subject = '${note}')
       DEFERRABLE INITIALLY DEFERRED`,
    );
    try {
      await post(note, {});
      const key = newKey();
      const [first, second] = [await post(note, key), await post(note, key)];
      // The error code does not matter here: the constraint is deferred, so only the COMMIT fails.
      expectProblem(first, 409, "constraint_violated");
      expect(second.status).to.equal(409);
      expect(await effects(note)).to.equal(1);
    } finally {
      await sql("ALTER TABLE mails DROP CONSTRAINT one_of_a_kind");
    }
  });

  it("replays the response to a client that lost its connection and retries", async () => {
    const key = newKey();
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((started) => {
      wishes.afterwards = () => (started(), new Promise<void>((done) => (finish = done)));
    });
    const server = app.listen(0);
    const { port } = server.address() as AddressInfo;
    const headers = { ...key, "content-type": "application/json" };
    const lost = httpRequest({ port, path: "/wishes", method: "POST", headers }).on("error", () => undefined);
    lost.end(JSON.stringify({ note }));
    await begun;
    lost.destroy();
    wishes.afterwards = undefined;
    finish();
    let answer = await request(server).post("/wishes").set(key).send({ note });
    while (answer.status === 409) answer = await request(server).post("/wishes").set(key).send({ note });
    expect([answer.status, answer.headers["idempotent-replayed"]]).to.deep.equal([201, "true"]);
    expect(await effects(note)).to.equal(1);
    await new Promise((closed) => server.close(closed));
  });

  it("is stored once when the transaction is retried", async () => {
    const key = newKey();
    wishes.afterwards = () => {
      wishes.afterwards = undefined;
      return sql("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
    };
    const [first, second] = [await post(note, key), await post(note, key)];
    expect(second.body).to.deep.equal(first.body);
    expect([wishes.runs, await effects(note)]).to.deep.equal([2, 1]);
  });

  it("returns the response that a concurrent request stored first", async () => {
    const key = newKey();
    const sent = { method: "POST", originalUrl: "/wishes", headers: key, body: { note } };
    const guest = { ...ANONYMOUS, cartToken: key["x-cart-token"] as string };
    const claim = idempotencyClaim(sent as unknown as Request, guest) as IdempotencyClaim;
    const begun = new Promise<void>((tell) => {
      wishes.afterwards = async () => {
        wishes.afterwards = undefined;
        tell();
        const waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
        while ((await sql(waiting)).length === 0) await delay(1);
        throw new OutOfStock({ available: 0 });
      };
    });
    // This transaction waits for the lock of the key and gets it when the failed request is rolled back.
    const between = begun.then(() =>
      transaction(async () => {
        const lock = "SELECT pg_advisory_xact_lock(hashtextextended($1 || $2, 0))";
        await sql(lock, [claim.scope, claim.keyHash]);
        await recordReply(claim, ok({ note: "by another" }));
      }),
    );
    const answers = [await post(note, key)];
    await between;
    answers.push(await post(note, key));
    for (const { status, body } of answers)
      expect(status === 409 ? body.code : body.note).to.equal(
        status === 409 ? "idempotency_in_flight" : "by another",
      );
    expect(answers[1]?.status).to.equal(200);
  });

  it("stores no secret in plain text", async () => {
    const key = newKey();
    const token = newSecret();
    const { body } = await post(note, { ...key, "x-cart-token": token });
    const rows = await sql("SELECT k::text || encode(response, 'escape') AS row FROM idempotency_keys k");
    const dump = rows.map(({ row }) => row).join("\n");
    for (const secret of [key["idempotency-key"], token, body.secret, note])
      expect(dump).not.to.include(secret);
    const sealed = await sql<{ hex: string }>("SELECT encode(response, 'hex') AS hex FROM idempotency_keys");
    const hex = Buffer.from(String(body.secret)).toString("hex");
    expect(sealed.filter((row) => row.hex.includes(hex))).to.deep.equal([]);
  });

  it("is ignored on PUT, and a route that requires it returns 428 without it", async () => {
    const key = newKey();
    for (let i = 0; i < 2; i++)
      expect((await request(app).put("/wishes").set(key).send({ note })).status).to.equal(201);
    expect(wishes.runs).to.equal(2);
    expectProblem(await post(note, {}, "/strict"), 428, "idempotency_key_required");
    expect((await post(note, { "idempotency-key": "k".repeat(255) }, "/strict")).status).to.equal(200);
  });
});
