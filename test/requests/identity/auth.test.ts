import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { api, expectProblem, statementsOf } from "../../support/api.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";
import { ageRefreshes, expireSessions } from "../../support/factories/identity/sessions.js";

const someEmail = () => `${randomUUID()}@example.com`;

const me = (accessToken: string) => api.get("/api/v1/me", { authorization: `Bearer ${accessToken}` });

describe("POST /api/v1/auth/register", () => {
  const register = (body: object) =>
    api.post("/api/v1/auth/register", { email: someEmail(), password: PASSWORD, ...body });

  it("refuses a reserved address, and one that exceeds the limit after normalisation", async () => {
    for (const email of ["deleted-1@invalid.example", `${"\u3390".repeat(150)}@example.com`])
      expectProblem(await register({ email }), 400, "validation_failed");
  });

  it("refuses a short password, a bad e-mail address and unknown keys, all in one response", async () => {
    const response = await register({ email: "nobody", password: "short", role: "admin" });
    expectProblem(response, 400, "validation_failed");
    expect(response.body.errors.map((error: { path: string }) => error.path)).to.have.members([
      "email",
      "password",
      "role",
    ]);
  });

  it("refuses a taken address or username in any case", async () => {
    const user = await createUser();
    expectProblem(await register({ email: user.email.toUpperCase() }), 409, "email_taken");
    expectProblem(await register({ username: user.username?.toUpperCase() }), 409, "username_taken");
  });

  it("creates a customer account, logs in and never shows a hash", async () => {
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

  it("replays its response to an Idempotency-Key for the same password only", async () => {
    const email = someEmail();
    const key = { "idempotency-key": "register-this-account" };
    const send = (password: string) => api.post("/api/v1/auth/register", { email, password }, key);
    const [first, again] = [await send(PASSWORD), await send(PASSWORD)];
    expect([first.status, again.headers["idempotent-replayed"]]).to.deep.equal([201, "true"]);
    expect(again.body).to.deep.equal(first.body);
    expectProblem(await send(`${PASSWORD}!`), 409, "email_taken");
    const weak = await api.post(
      "/api/v1/auth/register",
      { email, password: PASSWORD },
      { "idempotency-key": "1" },
    );
    expectProblem(weak, 400, "validation_failed");
  });

  it("creates one account for two parallel requests with the same address", async () => {
    const email = someEmail();
    const answers = await Promise.all([register({ email }), register({ email })]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
  });
});

describe("POST /api/v1/auth/login", () => {
  const logIn = (login: string, password: string) => api.post("/api/v1/auth/login", { login, password });

  it("returns the same response whether the user or the password is wrong", async () => {
    const user = await createUser();
    const wrongPassword = await logIn(user.email, "not the password");
    const wrongUser = await logIn(someEmail(), PASSWORD);
    expectProblem(wrongPassword, 401, "invalid_credentials");
    expectProblem(wrongUser, 401, "invalid_credentials");
    expect({ ...wrongPassword.body, requestId: 0 }).to.deep.equal({ ...wrongUser.body, requestId: 0 });
  });

  it("accepts e-mail address or username in any case", async () => {
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

  it("refuses an unknown token", async () => {
    expectProblem(await refresh("x".repeat(43)), 401, "invalid_refresh_token");
  });

  it("rotates, and a reuse after ten seconds ends the whole session, access tokens too", async () => {
    const first = await logIn();
    const second = await refresh(first.refreshToken);
    expect(second.status).to.equal(200);
    await ageRefreshes(first.user.id, 10.1);
    expectProblem(await refresh(first.refreshToken), 401, "refresh_token_reused");
    expectProblem(await refresh(second.body.refreshToken), 401, "invalid_refresh_token");
    expectProblem(await me(second.body.accessToken), 401, "invalid_token");
  });

  it("ends the session for an older token than the live one's parent, however fast", async () => {
    const first = await logIn();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.body.refreshToken);
    expectProblem(await refresh(first.refreshToken), 401, "refresh_token_reused");
    expectProblem(await me(third.body.accessToken), 401, "invalid_token");
  });

  it("returns an error to a second tab within ten seconds, and keeps the session", async () => {
    const first = await logIn();
    const second = await refresh(first.refreshToken);
    await ageRefreshes(first.user.id, 9);
    const late = await refresh(first.refreshToken);
    expectProblem(late, 401, "refresh_token_reused");
    expect(late.body.sessionEnded).to.equal(false);
    expect(late.text).not.to.match(/accessToken|refreshToken/);
    expect((await me(second.body.accessToken)).status).to.equal(200);
    expect((await refresh(second.body.refreshToken)).status).to.equal(200);
  });

  it("lets one of 50 parallel refreshes of one token win, and its tokens work afterwards", async () => {
    const { refreshToken, user } = await logIn();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(refreshToken)));
    const [winner, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).to.deep.equal([]);
    for (const answer of answers.filter((each) => each !== winner)) {
      expectProblem(answer, 401, "refresh_token_reused");
      expect(answer.body.sessionEnded).to.equal(false);
    }
    const live = await sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id
       WHERE s.user_id = $1 AND t.rotated_at IS NULL AND s.ended_at IS NULL`,
      [user.id],
    );
    expect(live).to.deep.equal([{ n: 1 }]);
    expect((await me(winner?.body.accessToken)).status).to.equal(200);
    expect((await refresh(winner?.body.refreshToken)).status).to.equal(200);
  });

  it("does not outlive the session, however often it was refreshed", async () => {
    const first = await logIn();
    const ends = "SELECT expires_at::text AS at FROM sessions WHERE user_id = $1";
    const before = await sql(ends, [first.user.id]);
    const second = await refresh(first.refreshToken);
    expect(await sql(ends, [first.user.id])).to.deep.equal(before);
    await expireSessions(first.user.id);
    expectProblem(await refresh(second.body.refreshToken), 401, "invalid_refresh_token");
  });

  it("is refused after the log-out", async () => {
    const { accessToken, refreshToken } = await logIn();
    await api.post("/api/v1/auth/logout", undefined, { authorization: `Bearer ${accessToken}` });
    expectProblem(await refresh(refreshToken), 401, "invalid_refresh_token");
    expectProblem(await me(accessToken), 401, "invalid_token");
  });
});

describe("POST /api/v1/auth/logout", () => {
  it("needs a login", async () => {
    expectProblem(await api.post("/api/v1/auth/logout"), 401, "not_authenticated");
  });

  it("revokes this device's tokens immediately and keeps the others", async () => {
    const user = await createUser();
    const here = await logInAs(user);
    const there = await logInAs(user);
    expect((await api.post("/api/v1/auth/logout", undefined, here)).status).to.equal(204);
    expectProblem(await api.get("/api/v1/me", here), 401, "invalid_token");
    expect((await api.get("/api/v1/me", there)).status).to.equal(200);
  });

  describe("with a refresh token", () => {
    const runOut = { authorization: "Bearer a.token.that-ran-out" };
    let email: string;
    before(async () => ({ email } = await createUser()));
    const session = async () =>
      (await api.post("/api/v1/auth/login", { login: email, password: PASSWORD })).body;
    const logOut = (refreshToken: unknown, headers = {}) =>
      api.post("/api/v1/auth/logout", { refreshToken }, headers);

    it("needs no access token, and ends that session only", async () => {
      const [late, other] = [await session(), await session()];
      expect((await logOut(late.refreshToken)).status).to.equal(204);
      expectProblem(await me(late.accessToken), 401, "invalid_token");
      expect((await me(other.accessToken)).status).to.equal(200);
    });

    it("accepts it beside an access token that has expired", async () => {
      const late = await session();
      expect((await logOut(late.refreshToken, runOut)).status).to.equal(204);
      expectProblem(await me(late.accessToken), 401, "invalid_token");
    });

    it("accepts it beside a valid access token", async () => {
      const both = await session();
      const bearer = { authorization: `Bearer ${both.accessToken}` };
      expect((await logOut(both.refreshToken, bearer)).status).to.equal(204);
      expectProblem(await me(both.accessToken), 401, "invalid_token");
    });

    it("ignores an unknown one beside a valid access token", async () => {
      const { accessToken } = await session();
      const strange = await logOut("a token of nobody's", { authorization: `Bearer ${accessToken}` });
      expect(strange.status).to.equal(204);
      expectProblem(await me(accessToken), 401, "invalid_token");
    });

    it("refuses an unknown one", async () => {
      expectProblem(await logOut("a token of nobody's"), 401, "invalid_refresh_token");
    });

    it("refuses a used one", async () => {
      const { refreshToken } = await session();
      await logOut(refreshToken);
      expectProblem(await logOut(refreshToken), 401, "invalid_refresh_token");
    });

    it("refuses null", async () => expectProblem(await logOut(null), 400, "validation_failed"));

    it("refuses an expired access token without one", async () => {
      expectProblem(await api.post("/api/v1/auth/logout", undefined, runOut), 401, "invalid_token");
    });
  });

  it("ends every device with logout-all", async () => {
    const user = await createUser();
    const devices = [await logInAs(user), await logInAs(user)];
    expect((await api.post("/api/v1/auth/logout-all", undefined, devices[0])).status).to.equal(204);
    for (const headers of devices) expectProblem(await api.get("/api/v1/me", headers), 401, "invalid_token");
  });
});
