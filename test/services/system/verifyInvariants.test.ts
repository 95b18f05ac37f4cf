import { expect } from "chai";
import type { Client } from "pg";
import sinon from "sinon";
import { snapshot } from "../../../src/database/snapshot.js";
import { verifyInvariants as runJob } from "../../../src/jobs/verifyInvariants.js";
import { logger } from "../../../src/logger.js";
import { findBreaches } from "../../../src/models/system/invariants/findBreaches.js";
import { invariants } from "../../../src/models/system/invariants/invariants.js";
import { verifyInvariants } from "../../../src/services/system/verifyInvariants.js";
import { api } from "../../support/api.js";
import { sql, withClient } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProducts } from "../../support/factories/catalog/products.js";
import { checkOut, decide, key, placeOrder } from "../../support/factories/orders/orders.js";
import { expectCleanInvariants } from "../../support/invariants.js";
import { damages } from "../../support/damages/damages.js";
import { exceptions } from "../../support/damages/exceptions.js";
import { makeSubjects, type Statements, type Subjects } from "../../support/damages/subjects.js";

/** Runs statements in a new transaction, returns the breaches found, and rolls back. */
const breachesAfter = (statements: Statements) =>
  withClient(process.env.DATABASE_URL ?? "", async (client: Client) => {
    await client.query("BEGIN");
    for (const [text, values] of statements) {
      const { rowCount, command } = await client.query(text, values);
      if (command !== "ALTER" && command !== "DROP") expect(rowCount, text).to.be.at.least(1);
    }
    return findBreaches(async (text) => (await client.query(text)).rows);
  });

describe("The invariants", () => {
  let subjects: Subjects;
  before(async () => void (subjects = await makeSubjects()));

  it("hold in the data that the shop has written", expectCleanInvariants);

  it("each have a damage that breaks them", () => {
    const damaged = damages.map(({ breaks }) => breaks);
    expect([...new Set(damaged)]).to.have.members(invariants.map(({ name }) => name));
    expect(
      invariants.map(({ meaning }) => meaning).filter((text) => !/^[A-Z].+\.$/.test(text)),
    ).to.deep.equal([]);
  });

  for (const { breaks, by, statements, row } of damages)
    it(`${breaks} finds ${by}, and no other check does`, async () => {
      const found = await breachesAfter(statements(subjects));
      expect(found.map(({ name }) => name)).to.deep.equal([breaks]);
      const [breach] = found;
      expect(breach?.count).to.equal(breach?.rows.length);
      expect(JSON.stringify(breach?.rows)).to.contain(row(subjects));
    });

  for (const { what, statements } of exceptions)
    it(`hold for ${what}`, async () => {
      expect(await breachesAfter(statements(subjects))).to.deep.equal([]);
    });

  it("counts every row, and returns the first ten", async () => {
    const damage =
      "INSERT INTO products (id, slug, title, on_sale) SELECT gen_random_uuid(), 'on-sale-' || n, 'x', true FROM generate_series(1, 12) n";
    const [breach] = await breachesAfter([[damage]]);
    expect(breach).to.include({ name: "product_summary_equals_variants", count: 12 });
    expect(breach?.rows).to.have.length(10);
  });

  it("hold at every moment of a running shop", async function () {
    this.timeout(60_000);
    const variants = (await createProducts([{ onHand: 30 }, { onHand: 30 }])).map(
      (product) => onlyVariant(product).id,
    );
    let running = true;
    const shop = Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const lines = variants.map((variantId) => ({ variantId, quantity: 1 }));
        const { body } = await checkOut(await fillCart(index % 2 ? lines : lines.reverse()));
        if (!body.payment) return;
        await decide(body.payment.id, ["paid", "declined", "abandoned"][index % 3] ?? "paid");
        const owner = { "x-order-token": body.order.accessToken, ...key() };
        if (index % 4 === 0) await api.post(`/api/v1/orders/${body.order.id}/cancellation`, {}, owner);
      }),
    ).finally(() => (running = false));
    let rounds = 0;
    for (; running; rounds++) expect((await verifyInvariants()).broken).to.deep.equal([]);
    await shop;
    expect(rounds).to.be.above(1);
    await expectCleanInvariants();
  });
});

describe("verifyInvariants()", () => {
  it("reads one snapshot, read-only, with a separate time limit", async () => {
    const settings = await snapshot((query) =>
      query(`SELECT current_setting('transaction_isolation') AS isolation, current_setting('transaction_read_only') AS "readOnly",
        current_setting('statement_timeout') AS patience, pg_backend_pid() AS pid`),
    );
    expect(settings[0]).to.include({ isolation: "repeatable read", readOnly: "on", patience: "1min" });
    const left = await sql("SELECT FROM pg_stat_activity WHERE pid = $1 AND state <> 'idle'", [
      settings[0]?.pid,
    ]);
    expect(left).to.deep.equal([]);
  });

  it("fails when a check cannot run", async () => {
    await sql("ALTER TABLE carts RENAME TO carts_elsewhere");
    try {
      const error = await verifyInvariants().catch((reason: unknown) => reason);
      expect(error).to.include({ code: "42P01" });
    } finally {
      await sql("ALTER TABLE carts_elsewhere RENAME TO carts");
    }
  });

  it("is run by a job that logs the name and count of each breach", async () => {
    const { variantId } = await placeOrder();
    const logged = sinon.stub(logger, "error");
    try {
      expect(await runJob()).to.equal(0);
      expect(logged.args).to.deep.equal([]);
      await sql("UPDATE stock_items SET on_hand = on_hand + 1 WHERE variant_id = $1", [variantId]);
      expect(await runJob()).to.equal(1);
      const [[facts, sentence]] = logged.args as unknown as [[object, string]];
      expect(facts).to.include({ invariant: "stock_equals_movements", count: 1 });
      expect(sentence).to.match(/sum of its stock movements/);
    } finally {
      logged.restore();
      await sql("UPDATE stock_items SET on_hand = on_hand - 1 WHERE variant_id = $1", [variantId]);
    }
  });

  it("checks the audit log on request", async () => {
    const plain = await verifyInvariants();
    const { checked, broken } = await verifyInvariants({ auditLog: true });
    expect(checked).to.equal(plain.checked + 1);
    expect(broken).to.deep.equal([]);
  });
});
