import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { limits, resetLimits } from "../../../src/limits/limits.js";
import { requestVerification } from "../../../src/services/identity/codes/requestVerification.js";
import { drainQueue } from "../../support/jobs.js";
import { api } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { createUser, linkIdentity, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { ADDRESS, decide, key, placeOrder } from "../../support/factories/orders/orders.js";
import { ageCodes, mailsTo } from "../../support/mailbox.js";
import { aroundMigration } from "../../support/migrations.js";

const AUTH = "/api/v1/auth";

/** What bookkeeping must keep of an order (docs/decisions.md, "A closed account keeps its orders"). */
const KEPT = ["orders.email", "orders.shipping_address", "orders.billing_address"];

/** The columns of the whole database that contain one of the words, as text or as its bytes. */
async function columnsWith(words: string[]): Promise<string[]> {
  const columns = await sql<{ place: string; table: string; column: string }>(
    `SELECT c.table_name || '.' || c.column_name AS place, quote_ident(c.table_name) AS table,
       quote_ident(c.column_name) AS column
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const hex = words.map((word) => Buffer.from(word).toString("hex"));
  const pattern = [...words, ...hex].map((word) => word.replace(/[.+*?|()[\]{}^$\\]/g, "\\$&")).join("|");
  const found: string[] = [];
  for (const { place, table, column } of columns) {
    const [hit] = await sql(`SELECT FROM ${table} WHERE ${column}::text ~* $1 LIMIT 1`, [pattern]);
    if (hit) found.push(place);
  }
  return found;
}

/** A person whose personal data are all unique words. */
function person() {
  const word = () => `x${randomUUID().replaceAll("-", "").slice(0, 18)}`;
  const [firstName, lastName, username, street, phone] = [word(), word(), word(), word(), word()] as const;
  const email = () => `${word()}@example.com`;
  const emails = [email(), email(), email(), email()] as const;
  return { firstName, lastName, username, street, phone: `+${phone}`, emails };
}

describe("A closed account", function () {
  this.timeout(60_000);
  beforeEach(async () => {
    await resetLimits();
    limits.enabled = true;
  });
  afterEach(async () => {
    limits.enabled = false;
    await resetLimits();
  });

  it("leaves the person's names, numbers and addresses in its orders only", async () => {
    const { firstName, lastName, username, street, phone, emails } = person();
    const [email, second, third, last] = emails;
    const profile = { email, password: PASSWORD, username, firstName, lastName };
    const registered = await api.post(`${AUTH}/register`, profile, key());
    expect(registered.status, registered.text).to.equal(201);
    const { id } = registered.body.user as { id: string };
    const headers = { authorization: `Bearer ${registered.body.accessToken}` };
    await api.patch("/api/v1/me", { phone }, headers);

    const address = { ...ADDRESS, firstName, lastName, line1: street };
    expect((await api.post("/api/v1/me/addresses", address, { ...headers, ...key() })).status).to.equal(201);
    const { payment } = await placeOrder({ headers });
    await decide(payment.id, "paid");
    const variant = onlyVariant(await createProduct({ onHand: 5 }));
    await fillCart([{ variantId: variant.id, quantity: 1 }], headers);
    expect((await api.put("/api/v1/cart/shipping", { address }, headers)).status).to.equal(200);
    await drainQueue();

    for (const login of [email, username]) {
      const wrong = await api.post(`${AUTH}/login`, { login, password: "not the password" }, key());
      expect(wrong.status).to.equal(401);
      expect((await api.post(`${AUTH}/login`, { login, password: PASSWORD }, key())).status).to.equal(200);
    }
    for (const path of ["forgot-password", "verify-email/resend"])
      expect((await api.post(`${AUTH}/${path}`, { email }, key())).status).to.equal(202);
    await drainQueue();
    await api.post(`${AUTH}/verify-email`, { email, code: "000000" });
    await linkIdentity(id, email);
    for (const next of [second, third])
      expect((await api.patch("/api/v1/me", { email: next }, headers)).status).to.equal(200);
    expect(await mailsTo(email)).not.to.deep.equal([]);
    await ageCodes(id, 3600);
    // Handled after the account is closed: pending jobs must not contain an address either.
    await api.post(`${AUTH}/forgot-password`, { email: third });
    await api.patch("/api/v1/me", { email: last }, headers);

    const words = [firstName, lastName, username, street, phone, ...emails];
    expect(await columnsWith(words), "before").to.include.members([
      "addresses.line1",
      "email_changes.previous_email",
      "mails.recipient",
      "users.email",
    ]);
    const held = (await api.get("/api/v1/me/export", headers)).body as {
      emailChanges: { previousEmail: string }[];
    };
    expect(held.emailChanges.map(({ previousEmail }) => previousEmail)).to.deep.equal([email, second, third]);
    expect((await api.delete("/api/v1/me", headers)).status).to.equal(204);
    expect(
      (await columnsWith(words)).filter((place) => !KEPT.includes(place)),
      "closed",
    ).to.deep.equal([]);
    await drainQueue();
    expect(
      (await columnsWith(words)).filter((place) => !KEPT.includes(place)),
      "later",
    ).to.deep.equal([]);
  });

  it("is searched for in text, JSON, array and bytea columns", async () => {
    const [text, json, item, bytes] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
    await sql("CREATE TABLE erasure_probe (a text, b jsonb, c text[], d bytea)");
    try {
      await sql("INSERT INTO erasure_probe VALUES ($1, $2, $3, $4)", [
        text,
        JSON.stringify({ deep: [{ value: json }] }),
        [item],
        Buffer.from(bytes),
      ]);
      for (const [word, column] of Object.entries({ [text]: "a", [json]: "b", [item]: "c", [bytes]: "d" }))
        expect(await columnsWith([word])).to.deep.equal([`erasure_probe.${column}`]);
    } finally {
      await sql("DROP TABLE erasure_probe");
    }
  });
});

describe("An event about an account", () => {
  it("names it by id, and notifies a former address through a row that is deleted with the account", async () => {
    const user = await createUser();
    const next = `${randomUUID()}@example.com`;
    expect((await api.patch("/api/v1/me", { email: next }, await logInAs(user))).status).to.equal(200);
    const [event] = await sql<{ payload: object }>(
      "SELECT payload FROM events WHERE name = 'user.email_changed' AND payload->>'userId' = $1",
      [user.id],
    );
    expect(event?.payload).to.have.all.keys("userId", "changeId", "changedAt");
    const [notice] = await mailsTo(user.email);
    expect(notice?.text).to.include(next);
  });

  it("has the same form for a code request from a known or unknown address", async () => {
    const { id, email } = await createUser();
    const last = async () => {
      const [row] = await sql<{ payload: object }>(
        "SELECT payload FROM events WHERE name = 'email_verification.requested' ORDER BY id DESC LIMIT 1",
      );
      return row?.payload;
    };
    await requestVerification(email);
    expect(await last()).to.deep.equal({ userId: id });
    await requestVerification("nobody-at-all@example.com");
    expect(await last()).to.deep.equal({ userId: null });
  });
});

describe("Events from before they named accounts by id", () => {
  it("get ids if pending, are deleted if handled, and regain addresses in the down migration", () =>
    aroundMigration("create-email-changes", async (client, { up, down }) => {
      const userId = randomUUID();
      await client.query("INSERT INTO users (id, email, password_hash) VALUES ($1, 'new@example.com', '-')", [
        userId,
      ]);
      const events = [
        ["password_reset.requested", { email: "new@example.com" }, null],
        ["email_verification.requested", { email: "nobody@example.com" }, null],
        ["user.email_changed", { userId, previousEmail: "old@example.com", changedAt: "2026-11-24" }, null],
        [
          "user.email_changed",
          { userId, previousEmail: "older@example.com", changedAt: "2026-11-23" },
          "now",
        ],
        ["user.deleted", { userId }, "now"],
      ];
      for (const [name, payload, processedAt] of events)
        await client.query(
          "INSERT INTO outbox_events (id, name, payload, processed_at) VALUES (gen_random_uuid(), $1, $2, $3)",
          [name, payload, processedAt],
        );
      const read = async () =>
        (await client.query<{ name: string; payload: object }>("SELECT name, payload FROM outbox_events"))
          .rows;
      const payloadOf = async (name: string) => (await read()).find((event) => event.name === name)?.payload;
      await up();
      const [change] = (await client.query<{ id: string }>("SELECT id, previous_email FROM email_changes"))
        .rows;
      expect(change).to.include({ previous_email: "old@example.com" });
      expect(await read()).to.have.length(4);
      expect(await payloadOf("password_reset.requested")).to.deep.equal({ userId });
      expect(await payloadOf("email_verification.requested")).to.deep.equal({ userId: null });
      const changed = { userId, changedAt: "2026-11-24" };
      expect(await payloadOf("user.email_changed")).to.deep.equal({ ...changed, changeId: change?.id });
      await down();
      expect(await read()).to.have.length(3);
      expect(await payloadOf("password_reset.requested")).to.deep.equal({ email: "new@example.com" });
      expect(await payloadOf("user.email_changed")).to.deep.equal({
        ...changed,
        previousEmail: "old@example.com",
      });
    }));
});

describe("The audit log", () => {
  it("records that an address was changed, and names users by id only", async () => {
    const user = await createUser();
    await api.patch("/api/v1/me", { email: `${randomUUID()}@example.com` }, await logInAs(user));
    const [entry] = await sql(
      "SELECT before, after FROM audit_log WHERE action = 'user.email_changed' AND target_id = $1",
      [user.id],
    );
    expect(entry).to.deep.equal({ before: null, after: null });
  });
});
