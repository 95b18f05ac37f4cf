import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { sendMail } from "../../../src/services/messaging/sendMail.js";
import { api, expectProblem } from "../../support/api.js";
import { sql } from "../../support/database.js";
import {
  ageLogins,
  createUser,
  demoteAdmins,
  linkIdentity,
  logInAs,
  PASSWORD,
} from "../../support/factories/identity/users.js";
import { ADDRESS, placeOrder } from "../../support/factories/orders/orders.js";
import { mailsTo } from "../../support/mailbox.js";
import { NO_PASSWORD } from "../../../src/lib/identity.js";
import { request } from "node:http";
import { testOrigin } from "../../support/api.js";

type Headers = Record<string, string>;

/** DELETE with a body; the client of the other tests sends none. */
function close(
  body: object | undefined,
  headers: Headers,
): Promise<{ status: number; code: string | undefined }> {
  const bytes = body === undefined ? "" : JSON.stringify(body);
  const length = String(Buffer.byteLength(bytes));
  const all = { ...headers, "content-type": "application/json", "content-length": length };
  return new Promise((resolve, reject) => {
    const sent = request(`${testOrigin()}/api/v1/me`, { method: "DELETE", headers: all }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => {
        const code = text === "" ? undefined : (JSON.parse(text) as { code: string }).code;
        resolve({ status: answer.statusCode ?? 0, code });
      });
    });
    sent.on("error", reject);
    sent.end(bytes);
  });
}

/** A customer with data in every table. */
async function busyCustomer() {
  const user = await createUser({
    firstName: "Ada",
    lastName: "King",
    phone: "1",
    emailVerifiedAt: new Date(),
  });
  const headers = await logInAs(user);
  await api.post("/api/v1/me/addresses", ADDRESS, headers);
  const { order } = await placeOrder({ headers });
  await api.post("/api/v1/auth/forgot-password", { email: user.email });
  expect(await mailsTo(user.email)).to.have.length(1);
  const { variantId } = await placeOrder();
  await api.post("/api/v1/cart/items", { variantId, quantity: 2 }, headers);
  await linkIdentity(user.id);
  return { user, headers, order };
}

describe("GET /api/v1/me/export", () => {
  it("needs a login", async () => {
    expectProblem(await api.get("/api/v1/me/export"), 401, "not_authenticated");
  });

  it("returns all of the person's data as a file, without secrets", async () => {
    const { user, headers, order } = await busyCustomer();
    const other = await busyCustomer();
    const response = await api.get("/api/v1/me/export", headers);
    expect(response.status).to.equal(200);
    expect(response.headers["content-disposition"]).to.match(/^attachment; filename="my-data-[\d-]+\.json"$/);
    expect(response.headers["cache-control"]).to.equal("no-store");
    const { body } = response;
    expect(body.profile).to.include({ id: user.id, email: user.email, firstName: "Ada" });
    expect(body.addresses[0]).to.include({ line1: ADDRESS.line1 });
    expect(body.orders.map(({ id }: { id: string }) => id)).to.deep.equal([order.id]);
    expect(body.orders[0].items).to.have.length(1);
    expect(body.cart.items[0]).to.include({ quantity: 2 });
    expect(body.sessions).to.have.length(1);
    expect(body.identities[0]).to.include({ provider: "test", subject: user.id });
    expect(body.emailChanges).to.deep.equal([]);
    expect(body.mails[0].subject).to.match(/Reset your password/);
    expect(response.text).not.to.match(/\$2[aby]\$|hash|token/i);
    expect(response.text).not.to.contain(other.user.email);
  });
});

describe("Mails to an unverified address", () => {
  it("are neither exported nor deleted with an account that has this address", async () => {
    const guest = `${randomUUID()}@example.com`;
    await sendMail(`test:${guest}`, guest, null, { subject: "Your order", text: "x", html: "x" });
    const stranger = await createUser({ email: guest });
    const headers = await logInAs(stranger);
    expect((await api.get("/api/v1/me/export", headers)).body.mails).to.deep.equal([]);
    expect((await close(undefined, headers)).status).to.equal(204);
    expect(await mailsTo(guest)).to.have.length(1);
  });

  it("are deleted with the account they concern, even if its address has changed", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    await api.patch("/api/v1/me", { email: `${randomUUID()}@example.com` }, headers);
    expect(await mailsTo(user.email)).to.have.length(1);
    expect((await close(undefined, headers)).status).to.equal(204);
    expect(await mailsTo(user.email)).to.deep.equal([]);
  });
});

describe("DELETE /api/v1/me", () => {
  it("refuses a guest, an old login without the password, and a wrong one", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    await ageLogins(user.id);
    expect(await close({ password: PASSWORD }, {})).to.deep.equal({ status: 401, code: "not_authenticated" });
    for (const body of [undefined, {}])
      expect(await close(body, headers)).to.deep.equal({ status: 403, code: "reauthentication_required" });
    expect(await close({ password: null }, headers)).to.deep.equal({
      status: 400,
      code: "validation_failed",
    });
    const wrong = await close({ password: "not the password" }, headers);
    expect(wrong).to.deep.equal({ status: 401, code: "invalid_credentials" });
    expect((await api.get("/api/v1/me", headers)).status).to.equal(200);
  });

  it("deletes the personal data and keeps the order", async () => {
    const { user, headers, order } = await busyCustomer();
    expect((await close({ password: PASSWORD }, headers)).status).to.equal(204);
    expectProblem(await api.get("/api/v1/me", headers), 401, "invalid_token");
    for (const login of [user.email, user.username, `deleted-${user.id}@invalid.example`]) {
      const response = await api.post("/api/v1/auth/login", { login, password: PASSWORD });
      expectProblem(response, 401, "invalid_credentials");
    }
    const [row] = await sql(
      `SELECT email, username, first_name, last_name, phone, password_hash, role, email_verified_at,
         anonymized_at IS NOT NULL AS closed FROM users WHERE id = $1`,
      [user.id],
    );
    expect(row).to.deep.equal({
      email: `deleted-${user.id}@invalid.example`,
      username: null,
      first_name: null,
      last_name: null,
      phone: null,
      password_hash: NO_PASSWORD,
      role: "customer",
      email_verified_at: null,
      closed: true,
    });
    const tables = ["addresses", "user_identities", "one_time_codes", "recovery_codes", "sessions"];
    for (const table of tables)
      expect(await sql(`SELECT FROM ${table} WHERE user_id = $1`, [user.id]), table).to.deep.equal([]);
    const carts = await sql(`SELECT shipping_address FROM carts WHERE user_id = $1`, [user.id]);
    expect(carts).to.deep.equal([{ shipping_address: null }]);
    expect(await sql(`SELECT FROM mails WHERE recipient = $1`, [user.email])).to.deep.equal([]);
    const [kept] = await sql(
      `SELECT user_id, email, shipping_address->>'line1' AS line FROM orders WHERE id = $1`,
      [order.id],
    );
    expect(kept).to.include({ user_id: user.id, line: ADDRESS.line1 });
    expect(kept?.email)
      .to.be.a("string")
      .and.not.match(/^deleted/);
    const [entry] = await sql(
      `SELECT actor_id FROM audit_log WHERE action = 'user.deleted' AND target_id = $1`,
      [user.id],
    );
    expect(entry).to.deep.equal({ actor_id: user.id });
  });

  it("frees the address for a new account, and mails no code for the closed one", async () => {
    const user = await createUser();
    await close({ password: PASSWORD }, await logInAs(user));
    const closed = `deleted-${user.id}@invalid.example`;
    await api.post("/api/v1/auth/forgot-password", { email: closed });
    expect(await mailsTo(closed)).to.deep.equal([]);
    const again = await api.post("/api/v1/auth/register", { email: user.email, password: PASSWORD });
    expect(again.status).to.equal(201);
    expect(again.body.user.id).not.to.equal(user.id);
  });

  it("accepts a login of the last 15 minutes instead of the password", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    await ageLogins(user.id, 14);
    expect((await close(undefined, headers)).status).to.equal(204);
  });

  it("requires a new login for an account without a password, and accepts no password", async () => {
    const user = await createUser({ passwordHash: NO_PASSWORD, passwordlessAt: new Date() });
    const login = await api.post("/api/v1/auth/login", { login: user.email, password: NO_PASSWORD });
    expectProblem(login, 401, "invalid_credentials");
    const old = await logInAs(user);
    await ageLogins(user.id);
    expect((await close({ password: NO_PASSWORD }, old)).code).to.equal("invalid_credentials");
    expect((await close({}, old)).code).to.equal("reauthentication_required");
    expect((await close({}, await logInAs(user))).status).to.equal(204);
  });

  it("keeps the last administrator, even if the last two close their accounts at once", async () => {
    await demoteAdmins();
    const admins = [await createUser({ role: "admin" }), await createUser({ role: "admin" })];
    const leaving = admins.map(async (admin) => close({ password: PASSWORD }, await logInAs(admin)));
    const answers = await Promise.all(leaving);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 409]);
    expect(answers.map(({ code }) => code)).to.include("last_admin");
  });
});
