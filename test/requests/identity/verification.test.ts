import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { EmailChange } from "../../../src/models/identity/EmailChange.js";
import { runTask, drainQueue } from "../../support/jobs.js";
import { api, expectProblem, statementsOf } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { createUser, PASSWORD } from "../../support/factories/identity/users.js";
import { ageCodes, mailsTo, newestCode, wrongCode } from "../../support/mailbox.js";
import { startServer } from "../../support/serverProcess.js";

const someEmail = () => `${randomUUID()}@example.com`;
const register = async (email = someEmail()) =>
  (await api.post("/api/v1/auth/register", { email, password: PASSWORD })).body.user as {
    id: string;
    email: string;
    emailVerifiedAt: string | null;
  };
const verify = (email: string, code: unknown) => api.post("/api/v1/auth/verify-email", { email, code });
const resend = (email: string) => api.post("/api/v1/auth/verify-email/resend", { email });

describe("POST /api/v1/auth/verify-email", () => {
  it("refuses null, unknown addresses and codes that were never mailed", async () => {
    const { email } = await register();
    expectProblem(await verify(email, null), 400, "validation_failed");
    expectProblem(await verify(someEmail(), "123456"), 400, "invalid_code");
    expectProblem(await verify(email, "123456"), 400, "invalid_code");
  });

  it("accepts the code of the registration mail once", async () => {
    const { email, emailVerifiedAt } = await register();
    expect(emailVerifiedAt).to.equal(null);
    const code = await newestCode(email);
    const verified = await verify(email.toUpperCase(), code);
    expect(verified.status).to.equal(200);
    expect(verified.body.emailVerifiedAt).to.be.a("string");
    expectProblem(await verify(email, code), 400, "invalid_code");
  });

  it("refuses the right code at the sixth attempt (brute force)", async () => {
    const { email } = await register();
    const code = await newestCode(email);
    for (let i = 0; i < 5; i++) expectProblem(await verify(email, wrongCode(code)), 400, "invalid_code");
    expectProblem(await verify(email, code), 400, "invalid_code");
  });

  it("accepts the right code at the fifth attempt", async () => {
    const { email } = await register();
    const code = await newestCode(email);
    for (let i = 0; i < 4; i++) await verify(email, wrongCode(code));
    expect((await verify(email, code)).status).to.equal(200);
  });

  it("counts parallel guesses: of 50 at once, at most five are checked", async () => {
    const { id, email } = await register();
    const code = await newestCode(email);
    await Promise.all(Array.from({ length: 50 }, () => verify(email, wrongCode(code))));
    const rows = await sql(`SELECT attempts FROM one_time_codes WHERE user_id = $1`, [id]);
    expect(rows).to.deep.equal([{ attempts: 5 }]);
    expectProblem(await verify(email, code), 400, "invalid_code");
  });

  it("lets one of 50 parallel uses of a code win", async () => {
    const { email } = await register();
    const code = await newestCode(email);
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(email, code)));
    expect(answers.filter(({ status }) => status === 200)).to.have.length(1);
    expect(answers.filter(({ status }) => status === 400)).to.have.length(49);
  });

  it("refuses a code that is older than ten minutes", async () => {
    const { id, email } = await register();
    const code = await newestCode(email);
    await ageCodes(id, 601);
    expectProblem(await verify(email, code), 400, "invalid_code");
  });

  it("refuses a code of another user or another purpose", async () => {
    const [one, other] = [await register(), await register()];
    const code = await newestCode(one.email);
    const foreign = await newestCode(other.email);
    if (code !== foreign) expectProblem(await verify(other.email, code), 400, "invalid_code");
    await api.post("/api/v1/auth/forgot-password", { email: one.email });
    const resetCode = await newestCode(one.email);
    if (code !== resetCode) expectProblem(await verify(one.email, resetCode), 400, "invalid_code");
    expect((await verify(one.email, code)).status).to.equal(200);
  });

  it("runs the same statements whether there is a code, an account or neither", async () => {
    const [live, { email: none }] = [await register(), await createUser()];
    const code = wrongCode(await newestCode(live.email));
    const answers = [
      await verify(live.email, code),
      await verify(none, code),
      await verify(someEmail(), code),
    ];
    for (const answer of answers) expectProblem(answer, 400, "invalid_code");
    expect(answers.map(statementsOf)).to.deep.equal([1, 1, 1]);
    // Counting does not wait for the disk; the next commit on these connections does.
    const settings = await Promise.all(Array.from({ length: 10 }, () => sql("SHOW synchronous_commit")));
    for (const shown of settings) expect(shown).to.deep.equal([{ synchronous_commit: "on" }]);
  });

  it("stores no code in clear", async () => {
    const { id, email } = await register();
    const code = await newestCode(email);
    const [row] = await sql<{ stored: string }>(
      `SELECT to_jsonb(c)->>'code_hash' AS stored FROM one_time_codes c WHERE user_id = $1`,
      [id],
    );
    expect(row?.stored)
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.contain(code);
  });
});

describe("POST /api/v1/auth/verify-email/resend", () => {
  it("returns the same response for known, unknown and verified addresses", async () => {
    const { email } = await register();
    const verified = await createUser({ emailVerifiedAt: new Date() });
    const answers = [await resend(email), await resend(someEmail()), await resend(verified.email)];
    expect(answers.map(({ status, text }) => [status, text])).to.deep.equal(answers.map(() => [202, "{}"]));
    expect(await mailsTo(verified.email)).to.deep.equal([]);
  });

  it("mails no second code within a minute, and no sixth within an hour", async () => {
    const { id, email } = await register();
    expect(await mailsTo(email)).to.have.length(1);
    await resend(email);
    expect(await mailsTo(email)).to.have.length(1);
    for (let sent = 2; sent <= 6; sent++) {
      await ageCodes(id, 61);
      await resend(email);
      expect(await mailsTo(email)).to.have.length(Math.min(sent, 5));
    }
  });

  it("expires the previous code, and the new one works", async () => {
    const { id, email } = await register();
    const first = await newestCode(email);
    await ageCodes(id, 61);
    await resend(email);
    const second = await newestCode(email);
    if (first !== second) expectProblem(await verify(email, first), 400, "invalid_code");
    expect((await verify(email, second)).status).to.equal(200);
  });

  it("issues one code for parallel requests", async () => {
    const user = await createUser();
    await Promise.all(Array.from({ length: 10 }, () => resend(user.email)));
    await Promise.all([drainQueue(), drainQueue(), drainQueue(), drainQueue()]);
    expect(await mailsTo(user.email)).to.have.length(1);
  });
});

describe("purgeSpentCodes", () => {
  it("deletes old codes, and keeps fresh ones", async () => {
    const [old, fresh] = [await register(), await register()];
    await resend(old.email);
    expect(await mailsTo(old.email)).to.have.length(1);
    await ageCodes(old.id, 49 * 3600);
    await runTask("purgeSpentCodes");
    const left = await sql(`SELECT user_id FROM one_time_codes WHERE user_id IN ($1, $2)`, [
      old.id,
      fresh.id,
    ]);
    expect(left).to.deep.equal([{ user_id: fresh.id }]);
  });

  it("deletes former addresses after thirty days", async () => {
    const { id: userId } = await register();
    const days = [29, 31];
    for (const age of days)
      await EmailChange.create({
        userId,
        previousEmail: `${age}@example.com`,
        createdAt: new Date(Date.now() - age * 86_400_000),
      });
    await runTask("purgeSpentCodes");
    const left = await EmailChange.findAll({ where: { userId } });
    expect(left.map(({ previousEmail }) => previousEmail)).to.deep.equal(["29@example.com"]);
  });
});

describe("EMAIL_VERIFICATION=required", function () {
  this.timeout(60_000);
  const post = async (url: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it("starts no session before the address is verified", async () => {
    const server = await startServer({ EMAIL_VERIFICATION: "required", BCRYPT_COST: "4" });
    const auth = `${server.url}/api/v1/auth`;
    const email = someEmail();
    const registered = await post(`${auth}/register`, { email, password: PASSWORD });
    expect([registered.status, registered.body.accessToken]).to.deep.equal([201, null]);
    const wrong = await post(`${auth}/login`, { login: email, password: "not the password" });
    expect(wrong.body.code).to.equal("invalid_credentials");
    const early = await post(`${auth}/login`, { login: email, password: PASSWORD });
    expect([early.status, early.body.code]).to.deep.equal([403, "email_not_verified"]);
    const mails = (await (await fetch(`${server.url}/dev/mailbox?to=${email}`)).json()) as {
      data: { text: string }[];
    };
    const code = /\b\d{6}\b/.exec(mails.data[0]?.text ?? "")?.[0] ?? "";
    expect((await post(`${auth}/verify-email`, { email, code })).status).to.equal(200);
    expect((await post(`${auth}/login`, { login: email, password: PASSWORD })).status).to.equal(200);
    server.signal("SIGTERM");
    await server.ended;
  });
});
