import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem, statementsOf } from "../../support/api.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";

const someEmail = () => `${randomUUID()}@example.com`;

describe("POST /api/v1/auth/register", () => {
  const register = (body: object) =>
    api.post("/api/v1/auth/register", { email: someEmail(), password: PASSWORD, ...body });

  it("refuses a short password, a bad e-mail address and unknown keys, all in one answer", async () => {
    const response = await register({ email: "nobody", password: "short", role: "admin" });
    expectProblem(response, 400, "validation_failed");
    expect(response.body.errors.map((error: { path: string }) => error.path)).to.have.members([
      "email",
      "password",
      "role",
    ]);
  });

  it("refuses an address and a username that are taken, whatever their case", async () => {
    const user = await createUser();
    expectProblem(await register({ email: user.email.toUpperCase() }), 409, "email_taken");
    expectProblem(await register({ username: user.username?.toUpperCase() }), 409, "username_taken");
  });

  it("opens a customer's account, logs it in and never shows a hash", async () => {
    const email = someEmail();
    const response = await register({ email: ` ${email.toUpperCase()} `, firstName: "Ada" });
    expect(response.status).to.equal(201);
    expect(response.headers.location).to.equal("/api/v1/me");
    expect(response.body.user).to.include({ email, role: "customer", firstName: "Ada" });
    expect(response.text).not.to.match(/\$2[aby]\$/);
    const me = await api.get("/api/v1/me", { authorization: `Bearer ${response.body.accessToken}` });
    expect(me.body.email).to.equal(email);
    expect(statementsOf(me)).to.be.at.most(2);
  });

  it("registers once when one of two parallel requests for an address must lose", async () => {
    const email = someEmail();
    const answers = await Promise.all([register({ email }), register({ email })]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
  });
});

describe("POST /api/v1/auth/login", () => {
  const logIn = (login: string, password: string) => api.post("/api/v1/auth/login", { login, password });

  it("answers the same whether the user or the password is wrong", async () => {
    const user = await createUser();
    const wrongPassword = await logIn(user.email, "not the password");
    const wrongUser = await logIn(someEmail(), PASSWORD);
    expectProblem(wrongPassword, 401, "invalid_credentials");
    expectProblem(wrongUser, 401, "invalid_credentials");
    expect({ ...wrongPassword.body, requestId: 0 }).to.deep.equal({ ...wrongUser.body, requestId: 0 });
  });

  it("takes e-mail or username in any case", async () => {
    const user = await createUser();
    for (const login of [user.email, user.email.toUpperCase(), String(user.username).toUpperCase()]) {
      const response = await logIn(login, PASSWORD);
      expect(response.status, login).to.equal(200);
      expect(response.body.user.id).to.equal(user.id);
    }
  });
});

describe("POST /api/v1/auth/refresh", () => {
  const refresh = (refreshToken: string) => api.post("/api/v1/auth/refresh", { refreshToken });
  const logIn = async () => {
    const { email } = await createUser();
    return (await api.post("/api/v1/auth/login", { login: email, password: PASSWORD })).body;
  };

  it("refuses a token that is not ours", async () => {
    expectProblem(await refresh("x".repeat(43)), 401, "invalid_refresh_token");
  });

  it("rotates, and a reuse ends the whole session, access tokens too", async () => {
    const first = await logIn();
    const second = await refresh(first.refreshToken);
    expect(second.status).to.equal(200);
    expectProblem(await refresh(first.refreshToken), 401, "refresh_token_reused");
    expectProblem(await refresh(second.body.refreshToken), 401, "invalid_refresh_token");
    const me = await api.get("/api/v1/me", { authorization: `Bearer ${second.body.accessToken}` });
    expectProblem(me, 401, "invalid_token");
  });

  it("lets one of 20 parallel refreshes of one token win", async () => {
    const { refreshToken, user } = await logIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
    const live = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
       WHERE s.user_id = $1 AND t.rotated_at IS NULL AND s.ended_at IS NULL`,
      [user.id],
    );
    expect(live).to.deep.equal([{ n: 0 }]);
  });
});

describe("POST /api/v1/auth/logout", () => {
  it("needs a login", async () => {
    expectProblem(await api.post("/api/v1/auth/logout"), 401, "not_authenticated");
  });

  it("ends this device's tokens at once and leaves the others", async () => {
    const user = await createUser();
    const here = await logInAs(user);
    const there = await logInAs(user);
    expect((await api.post("/api/v1/auth/logout", undefined, here)).status).to.equal(204);
    expectProblem(await api.get("/api/v1/me", here), 401, "invalid_token");
    expect((await api.get("/api/v1/me", there)).status).to.equal(200);
  });

  it("ends every device with logout-all", async () => {
    const user = await createUser();
    const devices = [await logInAs(user), await logInAs(user)];
    expect((await api.post("/api/v1/auth/logout-all", undefined, devices[0])).status).to.equal(204);
    for (const headers of devices) expectProblem(await api.get("/api/v1/me", headers), 401, "invalid_token");
  });
});
