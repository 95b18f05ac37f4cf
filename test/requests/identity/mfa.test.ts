import { expect } from "chai";
import jwt from "jsonwebtoken";
import { config } from "../../../src/config.js";
import { stampOf } from "../../../src/services/identity/factors/mfaChallenges.js";
import { totpCode } from "../../../src/services/identity/factors/totp.js";
import { api, expectProblem } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { mailsTo } from "../../support/mailbox.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import {
  bearer,
  challengeOf,
  enrol,
  finish,
  logIn,
  nextCode,
  removeTotp,
} from "../../support/factories/identity/secondFactors.js";

describe("POST /api/v1/me/mfa/totp", () => {
  it("requires a login, and the password again", async () => {
    expectProblem(await api.post("/api/v1/me/mfa/totp", { password: PASSWORD }), 401, "not_authenticated");
    const headers = await logInAs(await createUser());
    expectProblem(
      await api.post("/api/v1/me/mfa/totp", { password: "wrong" }, headers),
      401,
      "invalid_credentials",
    );
  });

  it("returns a secret with its URI and QR code, stored sealed and not yet active", async () => {
    const user = await createUser();
    const headers = await logInAs(user);
    const { status, body } = await api.post("/api/v1/me/mfa/totp", { password: PASSWORD }, headers);
    expect(status).to.equal(201);
    const uri = new URL(body.otpauthUri);
    expect(uri.protocol + uri.host).to.equal("otpauth:totp");
    expect(uri.searchParams.get("secret")).to.equal(body.secret);
    expect(body.secret).to.match(/^[A-Z2-7]{32}$/);
    expect(body.qrCode).to.match(/^data:image\/svg\+xml;base64,/);
    const [row] = await sql<{ sealed: string }>(
      "SELECT encode(totp_secret, 'escape') AS sealed FROM users WHERE id = $1",
      [user.id],
    );
    expect(row?.sealed).not.to.contain(body.secret);
    expect((await logIn(user)).status).to.equal(200);
    expect((await api.get("/api/v1/me/mfa", headers)).body.totp.enabled).to.equal(false);
  });

  it("replaces an unconfirmed secret, and refuses if one is active", async () => {
    const headers = await logInAs(await createUser());
    const [first, second] = [
      await api.post("/api/v1/me/mfa/totp", { password: PASSWORD }, headers),
      await api.post("/api/v1/me/mfa/totp", { password: PASSWORD }, headers),
    ];
    const confirm = (secret: string) =>
      api.post("/api/v1/me/mfa/totp/confirmation", { code: totpCode(secret) }, headers);
    expectProblem(await confirm(first.body.secret), 401, "invalid_mfa_code");
    expect((await confirm(second.body.secret)).status).to.equal(201);
    expectProblem(await confirm(second.body.secret), 409, "mfa_already_enabled");
    const again = await api.post("/api/v1/me/mfa/totp", { password: PASSWORD }, headers);
    expectProblem(again, 409, "mfa_already_enabled");
  });
});

describe("POST /api/v1/me/mfa/totp/confirmation", () => {
  it("refuses without an enrolment, and a code that is not six digits", async () => {
    const headers = await logInAs(await createUser());
    const confirm = (code: unknown) => api.post("/api/v1/me/mfa/totp/confirmation", { code }, headers);
    expectProblem(await confirm("123456"), 409, "mfa_not_enabled");
    for (const code of ["12345", "1234567", "abcdef", 123456, null])
      expectProblem(await confirm(code), 400, "validation_failed");
  });

  it("returns ten recovery codes, which are stored hashed", async () => {
    const { user, headers, recoveryCodes } = await enrol();
    expect(new Set(recoveryCodes)).to.have.property("size", 10);
    for (const code of recoveryCodes) expect(code).to.match(/^[0-9a-z]{5}-[0-9a-z]{5}$/);
    const rows = await sql<{ code_hash: string }>("SELECT code_hash FROM recovery_codes WHERE user_id = $1", [
      user.id,
    ]);
    expect(rows).to.have.length(10);
    for (const { code_hash } of rows) expect(code_hash).to.match(/^[0-9a-f]{64}$/);
    const shown = await api.get("/api/v1/me/mfa", headers);
    expect(shown.body).to.deep.include({ recoveryCodesLeft: 10 });
    expect(shown.body.totp.enabled).to.equal(true);
    const audited = await sql("SELECT 1 FROM audit_log WHERE action = 'mfa.enabled' AND target_id = $1", [
      user.id,
    ]);
    expect(audited).to.have.length(1);
  });
});

describe("Logging in with a second factor", () => {
  it("responds to the password with a challenge, which is not an access token", async () => {
    const { user } = await enrol();
    const response = await logIn(user);
    expectProblem(response, 401, "mfa_required");
    expect(response.body.methods).to.deep.equal(["totp", "recovery_code"]);
    expect(response.headers["set-cookie"]).to.equal(undefined);
    expectProblem(await api.get("/api/v1/me", bearer(response.body.challenge)), 401, "invalid_token");
    const sessions = await sql("SELECT 1 FROM sessions WHERE user_id = $1", [user.id]);
    expect(sessions, "only the one that enrolled").to.have.length(1);
  });

  it("does not reveal the second factor without the password", async () => {
    const { user } = await enrol();
    expectProblem(await logIn(user, { password: "a wrong one" }), 401, "invalid_credentials");
  });

  it("refuses a challenge that is forged, expired, an access token, or older than a logout everywhere", async () => {
    const { user, headers, secret } = await enrol();
    const code = nextCode(secret);
    const [key] = config.jwtKeys;
    const made = (claims: object, options: jwt.SignOptions = {}) =>
      jwt.sign({ stamp: stampOf(user), transport: "bearer", ...claims }, key?.secret ?? "", {
        subject: user.id,
        issuer: "cartwright",
        audience: "cartwright-mfa",
        expiresIn: 60,
        header: { alg: "HS256", typ: "mfa+jwt", kid: key?.kid },
        ...options,
      });
    const forged = [
      "x",
      headers.authorization?.slice(7) ?? "",
      made({}, { audience: "cartwright-api" }),
      made({}, { header: { alg: "HS256", typ: "at+jwt", kid: key?.kid } }),
      made({}, { header: { alg: "HS256", typ: "mfa+jwt", kid: "nobody's" } }),
      made({}, { expiresIn: -1 }),
      made({ stamp: stampOf({ ...user.get({ plain: true }), tokenVersion: 1 }) }),
      made({ stamp: undefined }),
      made({}, { header: { alg: "none", typ: "mfa+jwt" }, algorithm: "none" }).replace(/[^.]*$/, ""),
    ];
    for (const challenge of forged)
      expectProblem(await finish(challenge || "x", { code }), 401, "invalid_mfa_challenge");
    expectProblem(await finish(made({}), { code: "000000" }), 401, "invalid_mfa_code");
    const challenge = await challengeOf(user);
    expect((await api.post("/api/v1/auth/logout-all", undefined, headers)).status).to.equal(204);
    expectProblem(await finish(challenge, { code }), 401, "invalid_mfa_challenge");
    expect((await finish(await challengeOf(user), { code })).status, "the code was not used up").to.equal(
      200,
    );
  });

  it("refuses a challenge of the old password after a password change", async () => {
    const { user, headers, recoveryCodes } = await enrol();
    const challenge = await challengeOf(user);
    const passwords = { currentPassword: PASSWORD, newPassword: "a password that is new" };
    expect((await api.put("/api/v1/me/password", passwords, headers)).status).to.equal(204);
    const late = await finish(challenge, { recoveryCode: recoveryCodes[0] });
    expectProblem(late, 401, "invalid_mfa_challenge");
  });

  it("refuses a wrong code, both kinds at once and neither", async () => {
    const { user, secret, recoveryCodes } = await enrol();
    const challenge = await challengeOf(user);
    const wrong = String((Number(nextCode(secret)) + 1) % 1_000_000).padStart(6, "0");
    expectProblem(await finish(challenge, { code: wrong }), 401, "invalid_mfa_code");
    expectProblem(await finish(challenge, { recoveryCode: "aaaaa-aaaaa" }), 401, "invalid_mfa_code");
    const failures = await sql(
      "SELECT 1 FROM audit_log WHERE action = 'auth.second_factor_failed' AND target_id = $1",
      [user.id],
    );
    expect(failures).to.have.length(2);
    expectProblem(await finish(challenge, {}), 400, "validation_failed");
    const both = { code: nextCode(secret), recoveryCode: recoveryCodes[0] };
    expectProblem(await finish(challenge, both), 400, "validation_failed");
  });

  it("accepts each code once: not the confirming code, a used code or an older one", async () => {
    const { user, secret } = await enrol();
    const challenge = await challengeOf(user);
    expectProblem(await finish(challenge, { code: totpCode(secret) }), 401, "invalid_mfa_code");
    const code = nextCode(secret);
    const session = await finish(challenge, { code });
    expect(session.status).to.equal(200);
    expect((await api.get("/api/v1/me", bearer(session.body.accessToken))).body.id).to.equal(user.id);
    expectProblem(await finish(challenge, { code }), 401, "invalid_mfa_code");
    expectProblem(await finish(await challengeOf(user), { code: totpCode(secret) }), 401, "invalid_mfa_code");
  });

  it("lets one of 20 parallel uses of one code win, and one of a recovery code", async () => {
    const { user, secret, recoveryCodes } = await enrol();
    const challenge = await challengeOf(user);
    for (const factor of [{ code: nextCode(secret) }, { recoveryCode: recoveryCodes[0] }]) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => finish(challenge, factor)));
      expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
    }
    const [row] = await sql<{ n: number }>("SELECT count(*)::int AS n FROM sessions WHERE user_id = $1", [
      user.id,
    ]);
    expect(row?.n, "enrolled, code, recovery code").to.equal(3);
  });

  it("accepts a recovery code once, in any notation", async () => {
    const { user, recoveryCodes } = await enrol();
    const typed = ` ${String(recoveryCodes[3]).replace("-", "").toUpperCase()} `;
    const session = await finish(await challengeOf(user), { recoveryCode: typed });
    expect(session.status).to.equal(200);
    const shown = await api.get("/api/v1/me/mfa", bearer(session.body.accessToken));
    expect(shown.body.recoveryCodesLeft).to.equal(9);
    expectProblem(
      await finish(await challengeOf(user), { recoveryCode: recoveryCodes[3] }),
      401,
      "invalid_mfa_code",
    );
  });

  it("refuses another user's recovery code", async () => {
    const [mine, theirs] = [await enrol(), await enrol()];
    const factor = { recoveryCode: theirs.recoveryCodes[0] };
    expectProblem(await finish(await challengeOf(mine.user), factor), 401, "invalid_mfa_code");
  });

  it("keeps the transport that the login requested", async () => {
    const { user, secret } = await enrol();
    const { challenge } = (await logIn(user, { transport: "cookie" })).body;
    const session = await finish(challenge, { code: nextCode(secret) });
    expect(session.status).to.equal(200);
    expect(session.body).to.include({ tokenType: "Cookie" }).and.not.have.property("accessToken");
    expect(session.headers["set-cookie"]).to.have.length(2);
  });
});

describe("DELETE /api/v1/me/mfa/totp and POST /api/v1/me/mfa/recovery-codes", () => {
  it("need the password and a code", async () => {
    const { user, headers, secret } = await enrol();
    const code = nextCode(secret);
    const wrong = { password: PASSWORD, recoveryCode: "aaaaa-aaaaa" };
    expectProblem(await removeTotp(headers, { password: "wrong", code }), 401, "invalid_credentials");
    expectProblem(await removeTotp(headers, wrong), 401, "invalid_mfa_code");
    expectProblem(await removeTotp(headers, { password: PASSWORD }), 400, "validation_failed");
    expectProblem(await api.post("/api/v1/me/mfa/recovery-codes", wrong, headers), 401, "invalid_mfa_code");
    const failures = await sql(
      "SELECT actor_id FROM audit_log WHERE action = 'auth.second_factor_failed' AND target_id = $1",
      [user.id],
    );
    expect(failures).to.deep.equal([{ actor_id: user.id }, { actor_id: user.id }]);
    const none = await logInAs(await createUser());
    expectProblem(await removeTotp(none, { password: PASSWORD, code }), 409, "mfa_not_enabled");
  });

  it("replace the codes and invalidate the old ones", async () => {
    const { user, headers, secret, recoveryCodes } = await enrol();
    const body = { password: PASSWORD, code: nextCode(secret) };
    const renewed = await api.post("/api/v1/me/mfa/recovery-codes", body, headers);
    expect(renewed.status).to.equal(201);
    expect(renewed.body.recoveryCodes).to.have.length(10).and.not.include.members(recoveryCodes.slice(0, 1));
    const challenge = await challengeOf(user);
    expectProblem(await finish(challenge, { recoveryCode: recoveryCodes[0] }), 401, "invalid_mfa_code");
    expect((await finish(challenge, { recoveryCode: renewed.body.recoveryCodes[0] })).status).to.equal(200);
  });

  it("notify the owner by mail, as the enrolment does", async () => {
    const { user, headers, recoveryCodes } = await enrol();
    await removeTotp(headers, { password: PASSWORD, recoveryCode: recoveryCodes[0] });
    expect((await mailsTo(user.email)).map(({ subject }) => subject)).to.deep.equal([
      "A second factor protects your account at Cartwright",
      "The second factor of your account at Cartwright was removed",
    ]);
  });

  it("remove the factor, after which a password is enough", async () => {
    const { user, headers, recoveryCodes } = await enrol();
    const body = { password: PASSWORD, recoveryCode: recoveryCodes[0] };
    expect((await removeTotp(headers, body)).status).to.equal(204);
    expect((await logIn(user)).status).to.equal(200);
    const shown = await api.get("/api/v1/me/mfa", headers);
    expect(shown.body).to.deep.equal({ totp: { enabled: false, confirmedAt: null }, recoveryCodesLeft: 0 });
  });
});
