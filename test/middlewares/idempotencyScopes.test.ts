import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { OutOfStock } from "../../src/errors/inventory.js";
import { newSecret } from "../../src/lib/ids.js";
import { expectProblem, type Headers } from "../support/api.js";
import { customerHeaders } from "../support/factories/identity/users.js";
import { bareKey, effects, once, post, wishes } from "../support/wishes.js";

describe("The scope of an Idempotency-Key", () => {
  let note: string;
  beforeEach(() => {
    note = randomUUID();
    wishes.runs = 0;
    wishes.afterwards = undefined;
  });

  it("never replays a response with content to a caller without a secret", async () => {
    const key = bareKey();
    const answers = [await post(note, key), await post(note, key)];
    for (const answer of answers) {
      expect(answer.status).to.equal(201);
      expect(answer.headers).not.to.have.property("idempotent-replayed");
    }
    expect(answers[0]?.body.secret).not.to.equal(answers[1]?.body.secret);
    expect(await effects(note)).to.equal(2);
  });

  it("replays errors and responses without content to a caller without a secret", async () => {
    const [one, other] = [bareKey(), bareKey()];
    const accept = () => post(note, one, "/accepted");
    expect(
      [await accept(), await accept()].map(({ headers }) => headers["idempotent-replayed"]),
    ).to.deep.equal([undefined, "true"]);
    wishes.afterwards = once(new OutOfStock({ available: 3 }));
    for (let i = 0; i < 2; i++) expectProblem(await post(note, other), 409, "out_of_stock");
    expect(wishes.runs).to.equal(2);
  });

  it("requires a key of at least 16 characters from a caller without a secret", async () => {
    const short = { "idempotency-key": "k".repeat(15) };
    const refused = await post(note, short);
    expectProblem(refused, 400, "validation_failed");
    expect(refused.body.errors[0]).to.include({ path: "Idempotency-Key", code: "too_short" });
    expect((await post(note, { "idempotency-key": "k".repeat(16) })).status).to.equal(201);
    const private_ = [
      { "x-cart-token": newSecret() },
      { "x-order-token": newSecret() },
      await customerHeaders(),
    ];
    for (const caller of private_) expect((await post(note, { ...short, ...caller })).status).to.equal(201);
  });

  it("separates accounts, guests' carts, orders and devices that send the same key", async () => {
    const key = bareKey();
    const callers: Headers[] = [
      await customerHeaders(),
      await customerHeaders(),
      { "x-cart-token": newSecret() },
      { "x-cart-token": newSecret() },
      { "x-order-token": newSecret() },
      { "x-order-token": newSecret() },
      { "user-agent": "one" },
      { "user-agent": "another" },
    ];
    const answers = await Promise.all(callers.map((caller) => post(note, { ...key, ...caller })));
    expect(new Set(answers.map(({ body }) => body.secret))).to.have.property("size", callers.length);
    expect(await effects(note)).to.equal(callers.length);
  });
});
