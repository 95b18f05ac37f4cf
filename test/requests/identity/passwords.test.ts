import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { UserIdentity } from "../../../src/models/identity/UserIdentity.js";
import { api, expectProblem, statementsOf } from "../../support/api.js";
import { enrol, finish, nextCode } from "../../support/factories/identity/secondFactors.js";
import { createUser, linkIdentity, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { sql } from "../../support/database.js";
import { mailsTo, newestCode, wrongCode } from "../../support/mailbox.js";

const someEmail = () => `${randomUUID()}@example.com`;
const logIn = (login: string, password: string) => api.post("/api/v1/auth/login", { login, password });
const flaws = (response: { body: unknown }) =>
  (response.body as { errors: { path: string; code: string }[] }).errors.map(({ path, code }) => [
    path,
    code,
  ]);

describe("Passwords at registration", () => {
  const register = (body: object) => api.post("/api/v1/auth/register", { email: someEmail(), ...body });

  it("refuses the most common passwords, in any case", async () => {
    for (const password of ["aaaaaaaa", "        ", "password1", "PassWord1", "Qwertyuiop", "iloveyou"]) {
      const response = await register({ password });
      expectProblem(response, 400, "validation_failed");
      expect(flaws(response), password).to.deep.equal([["password", "too_common"]]);
    }
  });

  it("refuses the shop's name, whatever digits and signs are around it", async () => {
    for (const password of ["Cartwright", "cartwright2026!", "1-C.art.wright", "!!localhost!!"]) {
      const response = await register({ password });
      expectProblem(response, 400, "validation_failed");
      expect(flaws(response), password).to.deep.equal([["password", "too_common"]]);
    }
    expect((await register({ password: "cartwright of the hills" })).status).to.equal(201);
  });

  it("refuses the user's own address and names, in any case", async () => {
    const local = randomUUID();
    const person = {
      email: `${local}@example.com`,
      username: "ada.of.lovelace",
      firstName: "Augusta Ada",
      lastName: "King-Noël",
    };
    const own = [
      `${local}@EXAMPLE.com`,
      local.toUpperCase(),
      "Ada.Of.Lovelace",
      "augusta ada",
      "KING-NOE\u0308L",
      "augusta ada king-noël",
      "Augusta AdaKing-Noël",
    ];
    for (const password of own) {
      const response = await register({ ...person, password });
      expectProblem(response, 400, "validation_failed");
      expect(flaws(response), password).to.deep.equal([["password", "too_personal"]]);
    }
    expect((await register({ ...person, password: PASSWORD, username: null })).status).to.equal(201);
  });

  it("distinguishes passwords after byte 72", async () => {
    const email = someEmail();
    const password = "é".repeat(100);
    expect((await register({ email, password: `${password}a` })).status).to.equal(201);
    expectProblem(await logIn(email, `${password}b`), 401, "invalid_credentials");
    expect((await logIn(email, `${password}a`)).status).to.equal(200);
  });

  it("accepts no role and no verification from the client (mass assignment)", async () => {
    for (const more of [
      { role: "admin" },
      { emailVerifiedAt: new Date() },
      { tokenVersion: 9 },
      { id: randomUUID() },
    ])
      expectProblem(await register({ password: PASSWORD, ...more }), 400, "validation_failed");
  });
});

describe("POST /api/v1/auth/forgot-password and reset-password", () => {
  const forgot = (email: unknown) => api.post("/api/v1/auth/forgot-password", { email });
  const reset = (body: object) => api.post("/api/v1/auth/reset-password", body);
  const NEW = "a password that is new";

  it("refuses null, other types and malformed codes", async () => {
    const { email } = await createUser();
    for (const code of [null, 123456, "12345", "１２３４５６", ["123456"], { $ne: "" }, "123456'--"])
      expectProblem(await reset({ email, code, password: NEW }), 400, "validation_failed");
    expectProblem(
      await reset({ email, token: null, code: "123456", password: NEW }),
      400,
      "validation_failed",
    );
    expectProblem(await forgot(null), 400, "validation_failed");
  });

  it("returns the same response for known and unknown addresses (enumeration)", async () => {
    const user = await createUser();
    const [known, unknown] = [await forgot(user.email), await forgot(someEmail())];
    expect([known.status, known.text]).to.deep.equal([202, unknown.text]);
    expect(unknown.status).to.equal(202);
    expect(Object.keys(known.headers).sort()).to.deep.equal(Object.keys(unknown.headers).sort());
    expect(statementsOf(known)).to.equal(statementsOf(unknown));
    const refusals = await Promise.all(
      [user.email, someEmail()].map((email) => reset({ email, code: "000000", password: NEW })),
    );
    for (const refusal of refusals) expectProblem(refusal, 400, "invalid_code");
    const [one, other] = refusals.map(({ body }) => ({ ...body, requestId: 0 }) as unknown);
    expect(one).to.deep.equal(other);
  });

  it("mails a code that sets a new password, ends every session, verifies the address and mails a notice", async () => {
    const user = await createUser();
    const devices = [await logInAs(user), await logInAs(user)];
    await forgot(user.email.toUpperCase());
    const code = await newestCode(user.email);
    expect((await reset({ email: user.email, code, password: NEW })).status).to.equal(204);
    for (const headers of devices) expectProblem(await api.get("/api/v1/me", headers), 401, "invalid_token");
    expectProblem(await logIn(user.email, PASSWORD), 401, "invalid_credentials");
    const session = await logIn(user.email, NEW);
    expect(session.body.user.emailVerifiedAt).to.be.a("string");
    expect((await mailsTo(user.email)).map(({ subject }) => subject)).to.deep.equal([
      "Reset your password at Cartwright",
      "Your password at Cartwright was changed",
    ]);
    expectProblem(await reset({ email: user.email, code, password: NEW }), 400, "invalid_code");
  });

  it("does not bypass the second factor", async () => {
    const { user, secret } = await enrol();
    await forgot(user.email);
    const code = await newestCode(user.email);
    expect((await reset({ email: user.email, code, password: NEW })).status).to.equal(204);
    const login = await logIn(user.email, NEW);
    expectProblem(login, 401, "mfa_required");
    const passed = await finish(login.body.challenge, { code: nextCode(secret) });
    expect(passed.status, passed.text).to.equal(200);
  });

  const links: [title: string, verifiedAfterMs: number | null, left: number][] = [
    ["unlinks an identity of an address that was never verified (pre-hijacking)", null, 0],
    ["unlinks an identity that was linked before the address was verified (pre-hijacking)", 60_000, 0],
    ["keeps an identity that was linked after the address was verified", -60_000, 1],
  ];
  for (const [title, verifiedAfterMs, left] of links)
    it(title, async () => {
      const emailVerifiedAt = verifiedAfterMs === null ? null : new Date(Date.now() + verifiedAfterMs);
      const user = await createUser({ emailVerifiedAt });
      await linkIdentity(user.id);
      await forgot(user.email);
      const code = await newestCode(user.email);
      expect((await reset({ email: user.email, code, password: NEW })).status).to.equal(204);
      expect(await UserIdentity.findAllOf(user.id)).to.have.length(left);
      const [entry] = await sql("SELECT after FROM audit_log WHERE target_id = $1", [user.id]);
      expect(entry).to.deep.equal({ after: left ? null : { identitiesUnlinked: 1 } });
    });

  it("refuses a weak new password, and keeps the code valid", async () => {
    const user = await createUser();
    await forgot(user.email);
    const code = await newestCode(user.email);
    const weak = await reset({ email: user.email, code, password: "password1" });
    expect(flaws(weak)).to.deep.equal([["password", "too_common"]]);
    const personal = await reset({ email: user.email, code, password: String(user.username) });
    expect(flaws(personal)).to.deep.equal([["password", "too_personal"]]);
    expect((await reset({ email: user.email, code, password: NEW })).status).to.equal(204);
  });

  it("does not reveal a user's names without a code", async () => {
    const user = await createUser({ lastName: "Featherstonehaugh" });
    await forgot(user.email);
    const wrong = wrongCode(await newestCode(user.email));
    const response = await reset({ email: user.email, code: wrong, password: "Featherstonehaugh" });
    expectProblem(response, 400, "invalid_code");
  });

  it("lets one of 50 parallel uses of a code win", async () => {
    const user = await createUser();
    await forgot(user.email);
    const code = await newestCode(user.email);
    const tries = Array.from({ length: 50 }, (_, i) =>
      reset({ email: user.email, code, password: `${NEW} ${i}` }),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ status }) => status === 204)).to.have.length(1);
    for (const answer of answers.filter(({ status }) => status !== 204))
      expectProblem(answer, 400, "invalid_code");
    const winner = answers.findIndex(({ status }) => status === 204);
    expect((await logIn(user.email, `${NEW} ${winner}`)).status).to.equal(200);
  });
});
