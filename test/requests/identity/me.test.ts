import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem } from "../../support/api.js";
import { sql } from "../../support/database.js";
import {
  ageLogins,
  createUser,
  customerHeaders,
  logInAs,
  PASSWORD,
} from "../../support/factories/identity/users.js";
import { mailsTo, newestCode } from "../../support/mailbox.js";

const someEmail = () => `${randomUUID()}@example.com`;
const logIn = (login: string, password: string) => api.post("/api/v1/auth/login", { login, password });

describe("PATCH /api/v1/me", () => {
  const patch = (body: object, headers: Record<string, string>) => api.patch("/api/v1/me", body, headers);

  it("needs a login", async () => {
    expectProblem(await patch({ firstName: "Ada" }, {}), 401, "not_authenticated");
  });

  it("accepts no role, verification or permissions from the client (mass assignment)", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    const attacks = [
      { role: "admin" },
      { emailVerifiedAt: new Date().toISOString() },
      { permissions: ["users:write"] },
      { passwordHash: "x" },
      { password: PASSWORD },
      { id: randomUUID() },
      { tokenVersion: 7 },
      { firstName: "Ada", role: "admin" },
      JSON.parse('{"__proto__": {"role": "admin"}}') as object,
    ];
    for (const attack of attacks) {
      const response = await patch(attack, headers);
      if (Object.keys(attack).length > 0) expectProblem(response, 400, "validation_failed");
    }
    const me = await api.get("/api/v1/me", headers);
    expect(me.body).to.include({ role: "customer", emailVerifiedAt: null, firstName: null });
  });

  it("refuses a stale version, and a taken address or username", async () => {
    const [user, other] = [await createUser(), await createUser()];
    const headers = await logInAs(user);
    const { etag = "" } = (await api.get("/api/v1/me", headers)).headers as { etag?: string };
    expect((await patch({ firstName: "Ada" }, { ...headers, "if-match": etag })).status).to.equal(200);
    expectProblem(await patch({ firstName: "Eve" }, { ...headers, "if-match": etag }), 412, "stale_version");
    expectProblem(await patch({ email: other.email.toUpperCase() }, headers), 409, "email_taken");
    expectProblem(await patch({ username: other.username }, headers), 409, "username_taken");
    expectProblem(await patch({ email: null }, headers), 400, "validation_failed");
  });

  it("changes the sent fields and keeps the rest; null clears a field", async () => {
    const headers = await logInAs(await createUser({ lastName: "King" }));
    const changed = await patch({ firstName: " Ada ", phone: "+44 20 7946 0000", username: null }, headers);
    expect(changed.body).to.include({ firstName: "Ada", lastName: "King", username: null });
    expect((await patch({ lastName: null }, headers)).body).to.include({ firstName: "Ada", lastName: null });
    expect((await patch({}, headers)).status).to.equal(200);
  });

  it("keeps its version when the user logs in", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    const before = (await api.get("/api/v1/me", headers)).headers.etag;
    await logIn(user.email, PASSWORD);
    expect((await api.get("/api/v1/me", headers)).headers.etag).to.equal(before);
  });

  it("requires verification of a new address, notifies the old one, and expires codes sent to it", async () => {
    const user = await createUser({ emailVerifiedAt: new Date() });
    const headers = await logInAs(user);
    await api.post("/api/v1/auth/forgot-password", { email: user.email });
    const oldCode = await newestCode(user.email);
    const email = someEmail();
    const changed = await patch({ email: email.toUpperCase() }, headers);
    expect(changed.body).to.include({ email, emailVerifiedAt: null });
    expect((await mailsTo(user.email)).at(-1)?.subject).to.match(/e-mail address .* changed/);
    const code = await newestCode(email);
    for (const address of [user.email, email]) {
      const body = { email: address, code: oldCode, password: "a password that is new" };
      expectProblem(await api.post("/api/v1/auth/reset-password", body), 400, "invalid_code");
    }
    const verified = await api.post("/api/v1/auth/verify-email", { email, code });
    expect(verified.body.emailVerifiedAt).to.be.a("string");
    // Sending the same address again changes nothing.
    expect((await patch({ email }, headers)).body.emailVerifiedAt).to.be.a("string");
  });
});

describe("PATCH /api/v1/me with another e-mail address", () => {
  const patch = (body: object, headers: Record<string, string>) => api.patch("/api/v1/me", body, headers);

  it("accepts a login of the last 15 minutes, or the password", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    await ageLogins(user.id);
    expectProblem(await patch({ email: someEmail() }, headers), 403, "reauthentication_required");
    const wrong = { email: someEmail(), currentPassword: "not the password" };
    expectProblem(await patch(wrong, headers), 401, "invalid_credentials");
    expect((await patch({ email: user.email, firstName: "Ada" }, headers)).status, "no change").to.equal(200);
    const email = someEmail();
    const changed = await patch({ email, currentPassword: PASSWORD }, headers);
    expect(changed.body).to.include({ email, firstName: "Ada" });
    expect((await patch({ email: someEmail() }, await logInAs(user))).status).to.equal(200);
  });

  it("does not count a refresh as a login", async () => {
    const { id, email } = await createUser();
    const session = (await logIn(email, PASSWORD)).body as { refreshToken: string };
    await ageLogins(id);
    const { body } = await api.post("/api/v1/auth/refresh", { refreshToken: session.refreshToken });
    const headers = { authorization: `Bearer ${body.accessToken}` };
    expectProblem(await patch({ email: someEmail() }, headers), 403, "reauthentication_required");
  });
});

describe("PUT /api/v1/me/password", () => {
  const NEW = "a password that is new";
  const put = (headers: Record<string, string>, newPassword: unknown, currentPassword: unknown = PASSWORD) =>
    api.put("/api/v1/me/password", { currentPassword, newPassword }, headers);

  it("refuses a guest, a wrong current password and a weak new one", async () => {
    const user = await createUser({ firstName: "Wilhelmina" });
    const headers = await logInAs(user);
    expectProblem(await put({}, NEW), 401, "not_authenticated");
    expectProblem(await put(headers, NEW, "not the password"), 401, "invalid_credentials");
    expectProblem(await put(headers, null), 400, "validation_failed");
    for (const [weak, code] of [
      ["password1", "too_common"],
      ["wilhelmina", "too_personal"],
    ]) {
      const response = await put(headers, weak);
      expectProblem(response, 400, "validation_failed");
      expect(response.body.errors[0]).to.include({ path: "newPassword", code });
    }
    expect((await logIn(user.email, PASSWORD)).status).to.equal(200);
  });

  it("ends the other sessions, keeps this one, and mails a notice", async () => {
    const user = await createUser();
    const here = await logInAs(user);
    const there = (await logIn(user.email, PASSWORD)).body as { accessToken: string; refreshToken: string };
    expect((await put(here, NEW)).status).to.equal(204);
    expect((await api.get("/api/v1/me", here)).status).to.equal(200);
    const elsewhere = { authorization: `Bearer ${there.accessToken}` };
    expectProblem(await api.get("/api/v1/me", elsewhere), 401, "invalid_token");
    const refreshed = await api.post("/api/v1/auth/refresh", { refreshToken: there.refreshToken });
    expectProblem(refreshed, 401, "invalid_refresh_token");
    expectProblem(await logIn(user.email, PASSWORD), 401, "invalid_credentials");
    expect((await logIn(user.email, NEW)).status).to.equal(200);
    expect((await mailsTo(user.email)).map(({ subject }) => subject)).to.deep.equal([
      "Your password at Cartwright was changed",
    ]);
  });

  it("records a wrong password in the audit log", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    await put(headers, NEW, "not the password");
    const [entry, ...more] = await sql("SELECT action, actor_id FROM audit_log WHERE target_id = $1", [
      user.id,
    ]);
    expect(entry).to.deep.equal({ action: "auth.password_failed", actor_id: user.id });
    expect(more).to.deep.equal([]);
  });

  it("lets one of two parallel changes win", async () => {
    const headers = await customerHeaders();
    const answers = await Promise.all([put(headers, `${NEW} 1`), put(headers, `${NEW} 2`)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([204, 401]);
  });
});
