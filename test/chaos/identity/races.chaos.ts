import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { config } from "../../../src/config.js";
import { api, expectProblem } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { untilQuiet } from "../../support/jobs.js";
import { bearer, challengeOf, enrol, nextCode } from "../../support/factories/identity/secondFactors.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { expectCleanInvariants } from "../../support/invariants.js";
import { mailsTo, newestCode } from "../../support/mailbox.js";
import { endServers, startServer } from "../../support/serverProcess.js";

const ROUNDS = 20;
const AT_ONCE = 50;

type Answer = { status: number; body: Record<string, unknown> };

describe(`${AT_ONCE} simultaneous requests to two processes`, function () {
  this.timeout(10 * 60_000);
  let origins: string[] = [];
  before(async () => {
    // With the tests' DATA_DIR, both processes accept tokens and secrets that the factories made.
    const shop = { DATA_DIR: config.dataDir, RATE_LIMITS: "off" };
    const servers = await Promise.all([startServer(shop), startServer(shop)]);
    origins = servers.map(({ url }) => `${url}/api/v1/auth`);
  });
  after(endServers);

  /** Sends all requests before any response, alternating between the two processes. */
  const rush = (path: string, bodyOf: (n: number) => object): Promise<Answer[]> =>
    Promise.all(
      Array.from({ length: AT_ONCE }, async (_, n) => {
        const response = await fetch(`${origins[n % origins.length]}/${path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(bodyOf(n)),
        });
        const text = await response.text();
        return { status: response.status, body: text ? (JSON.parse(text) as Answer["body"]) : {} };
      }),
    );

  function itHolds(title: string, round: () => Promise<void>): void {
    it(title, async () => {
      const started = performance.now();
      for (let n = 0; n < ROUNDS; n++) {
        await round();
        await expectCleanInvariants();
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(`      (${ROUNDS} rounds of ${AT_ONCE} in ${seconds} s)\n`);
    });
  }

  /** The index of the only successful request; all others are refused with the same code. */
  function onlyWinner(answers: Answer[], status: number, refusal: [status: number, code: string]): number {
    const winners = answers.flatMap((answer, n) => (answer.status === status ? [n] : []));
    expect(winners, JSON.stringify(answers.map((answer) => answer.status))).to.have.length(1);
    const others = answers.filter((answer) => answer.status !== status);
    for (const other of others) expect([other.status, other.body.code]).to.deep.equal(refusal);
    return winners[0] ?? NaN;
  }

  itHolds("only one registration of an address succeeds", async () => {
    const name = randomUUID();
    const emailOf = (n: number) =>
      n % 3 === 0 ? `${name.toUpperCase()}@Example.com` : `${name}@example.com`;
    const answers = await rush("register", (n) => ({ email: emailOf(n), password: PASSWORD }));
    onlyWinner(answers, 201, [409, "email_taken"]);
  });

  itHolds("one reset code is mailed for all requests, and only one use succeeds", async () => {
    const user = await createUser();
    const before = await logInAs(user);
    const asked = await rush("forgot-password", () => ({ email: user.email }));
    expect(new Set(asked.map(({ status }) => status))).to.deep.equal(new Set([202]));
    await untilQuiet();
    expect(await mailsTo(user.email)).to.have.length(1);
    const code = await newestCode(user.email);
    const password = (n: number) => `${PASSWORD} ${n}`;
    const answers = await rush("reset-password", (n) => ({ email: user.email, code, password: password(n) }));
    const winner = onlyWinner(answers, 204, [400, "invalid_code"]);
    expectProblem(await api.get("/api/v1/me", before), 401, "invalid_token");
    const logIn = (n: number) => api.post("/api/v1/auth/login", { login: user.email, password: password(n) });
    expect((await logIn(winner)).status).to.equal(200);
    expectProblem(await logIn((winner + 1) % AT_ONCE), 401, "invalid_credentials");
  });

  itHolds("only one use of an app's code succeeds, and one of a recovery code", async () => {
    const { user, secret, recoveryCodes } = await enrol();
    const challenge = await challengeOf(user);
    for (const factor of [{ code: nextCode(secret) }, { recoveryCode: recoveryCodes[0] }]) {
      const answers = await rush("login/mfa", () => ({ challenge, ...factor }));
      onlyWinner(answers, 200, [401, "invalid_mfa_code"]);
    }
    const opened = await sql("SELECT id FROM sessions WHERE user_id = $1", [user.id]);
    expect(opened, "enrolled, code, recovery code").to.have.length(3);
  });

  itHolds("only one refresh of a token succeeds, and the session continues", async () => {
    const { refreshToken } = await logIn();
    const answers = await rush("refresh", () => ({ refreshToken }));
    const winner = answers[onlyWinner(answers, 200, [401, "refresh_token_reused"])]?.body;
    const ended = answers.filter(({ body }) => body.sessionEnded === true);
    expect(ended).to.have.length(0);
    expect((await api.get("/api/v1/me", bearer(String(winner?.accessToken)))).status).to.equal(200);
    expect((await refresh(winner?.refreshToken)).status).to.equal(200);
  });

  itHolds("a stolen token ends the session, even if its owner refreshes at the same time", async () => {
    const stolen = (await logIn()).refreshToken;
    const second = (await refresh(stolen)).body.refreshToken;
    const live = (await refresh(second)).body;
    const answers = await rush("refresh", (n) => ({ refreshToken: n % 4 ? live.refreshToken : stolen }));
    expect(answers.filter(({ body }) => body.sessionEnded === true)).to.have.length(1);
    const handedOut = [live, ...answers.filter(({ status }) => status === 200).map(({ body }) => body)];
    expect(handedOut).to.have.length.at.most(2);
    for (const { accessToken, refreshToken } of handedOut) {
      expectProblem(await refresh(refreshToken), 401, "invalid_refresh_token");
      expectProblem(await api.get("/api/v1/me", bearer(String(accessToken))), 401, "invalid_token");
    }
  });
});

const refresh = (refreshToken: unknown) => api.post("/api/v1/auth/refresh", { refreshToken });

async function logIn(): Promise<{ refreshToken: string }> {
  const { email } = await createUser();
  return (await api.post("/api/v1/auth/login", { login: email, password: PASSWORD })).body;
}
