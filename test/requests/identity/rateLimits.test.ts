import { runTask } from "../../support/jobs.js";
import { once } from "node:events";
import type { Server } from "node:http";
import { expect } from "chai";
import type { Express } from "express";
import sinon from "sinon";
import request, { type Response } from "supertest";
import { createApp } from "../../../src/app.js";
import { limits, resetLimits } from "../../../src/limits/limits.js";
import { slowing } from "../../../src/limits/slowDown.js";
import { postgres } from "../../../src/limits/store.js";
import { assertDocumented, expectProblem, statementsOf } from "../../support/api.js";
import { sql } from "../../support/database.js";
import { createUser, logInAs, PASSWORD } from "../../support/factories/identity/users.js";
import { challengeOf, enrol, nextCode } from "../../support/factories/identity/secondFactors.js";

const WRONG = "not the password at all";
const LOGIN = "/api/v1/auth/login";

describe("Rate limits", function () {
  this.timeout(60_000);
  /** One server behind a proxy, so that a test can choose its address, and one without a proxy (the default). */
  let proxied: Server;
  let direct: Server;
  const listen = async (app: Express) => {
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  const post = async (url: string, body: object, ip: string, server = proxied): Promise<Response> => {
    const response = await request(server).post(url).set("x-forwarded-for", ip).send(body);
    assertDocumented("post", url, response);
    return response;
  };
  const logIn = (login: string, password: string, ip: string, server?: Server) =>
    post(LOGIN, { login, password }, ip, server);
  const statuses = (responses: Response[]) => [...new Set(responses.map(({ status }) => status))];

  before(async () => {
    const app = createApp();
    app.set("trust proxy", 1);
    [proxied, direct] = [await listen(app), await listen(createApp())];
  });
  after(() => [proxied, direct].forEach((server) => server.close()));
  beforeEach(async () => {
    await sql("DELETE FROM rate_limits");
    await resetLimits();
    limits.enabled = true;
  });
  afterEach(async () => {
    limits.enabled = false;
    sinon.restore();
    await resetLimits();
  });

  const repeat = async (times: number, work: (n: number) => Promise<Response>) => {
    const responses: Response[] = [];
    for (let n = 0; n < times; n++) responses.push(await work(n));
    return responses;
  };

  it("stop one address from guessing at one account, before hashing, without affecting others", async () => {
    const [user, other] = [await createUser(), await createUser()];
    expect(statuses(await repeat(10, () => logIn(user.email, WRONG, "198.51.100.1")))).to.deep.equal([401]);
    const refused = await logIn(user.email.toUpperCase(), PASSWORD, "198.51.100.1");
    expectProblem(refused, 429, "rate_limited");
    expect(Number(refused.headers["retry-after"])).to.be.within(1, 3600);
    expect(statementsOf(refused), "the account's id, ip and pair").to.equal(3);
    expect((await logIn(user.email, PASSWORD, "198.51.100.2")).status, "another address").to.equal(200);
    expect((await logIn(other.email, PASSWORD, "198.51.100.1")).status, "another account").to.equal(200);
  });

  it("count an account's e-mail address and username together, and recognise its device under either", async () => {
    sinon.stub(slowing, "stepMs").value(1);
    const user = await createUser();
    const names = [user.email, String(user.username).toUpperCase()] as const;
    const guesses = await repeat(10, (n) => logIn(names[n % 2] ?? "", WRONG, "198.51.100.21"));
    expect(statuses(guesses)).to.deep.equal([401]);
    for (const name of names)
      expectProblem(await logIn(name, PASSWORD, "198.51.100.21"), 429, "rate_limited");
    const [counted] = await sql<{ points: number }>(
      "SELECT max(points) AS points FROM rate_limits WHERE key LIKE 'login-identity:%'",
    );
    expect(counted?.points, "one counter for the account").to.equal(10);
    expect((await logIn(names[0], PASSWORD, "203.0.113.8")).status).to.equal(200);
    const slow = await repeat(15, (n) => logIn(names[n % 2] ?? "", WRONG, `192.0.2.${n}`));
    expect(statuses(slow)).to.deep.equal([401]);
    sinon.stub(slowing, "perAccount").value(0);
    expectProblem(await logIn(names[1], PASSWORD, "203.0.113.9"), 429, "rate_limited");
    expect((await logIn(names[1], PASSWORD, "203.0.113.8")).status, "known by its other name").to.equal(200);
  });

  it("run the same number of statements for an unknown login", async () => {
    const user = await createUser();
    const counted = async (login: string) => statementsOf(await logIn(login, WRONG, "198.51.100.22"));
    const known = await counted(user.email);
    expect([await counted(String(user.username)), await counted("nobody-there")]).to.deep.equal([
      known,
      known,
    ]);
  });

  it("count parallel guesses before comparing them", async () => {
    const user = await createUser();
    const guesses = await Promise.all(
      Array.from({ length: 30 }, () => logIn(user.email, WRONG, "198.51.100.3")),
    );
    expect(guesses.filter(({ status }) => status === 401)).to.have.length(10);
    expect(guesses.filter(({ status }) => status === 429)).to.have.length(20);
  });

  it("return the same response for unknown and known accounts", async () => {
    const user = await createUser();
    for (const login of [user.email, "nobody-here@example.com"]) {
      const responses = await repeat(11, () => logIn(login, WRONG, "198.51.100.4"));
      expect(responses.map(({ status }) => status)).to.deep.equal([...Array<number>(10).fill(401), 429]);
    }
  });

  it("stop an address that tries many accounts, even if it logs in to its own in between", async () => {
    const own = await createUser();
    const guesses = await repeat(104, async (n) => {
      if (n % 20 === 19) await logIn(own.email, PASSWORD, "198.51.100.5");
      return logIn(`victim-${n}@example.com`, WRONG, "198.51.100.5");
    });
    expect(guesses.filter(({ status }) => status === 401)).to.have.length(100);
    const other = await createUser();
    expectProblem(await logIn(other.email, PASSWORD, "198.51.100.5"), 429, "rate_limited");
    const known = await logIn(own.email, PASSWORD, "198.51.100.5");
    expect(known.status, "who has logged in from there before is not shut out by a neighbour").to.equal(200);
  });

  it("reset the count of an address and account after a success", async () => {
    const user = await createUser();
    for (let round = 0; round < 2; round++) {
      const guesses = await repeat(9, () => logIn(user.email, WRONG, "198.51.100.6"));
      expect(statuses(guesses)).to.deep.equal([401]);
      expect((await logIn(user.email, PASSWORD, "198.51.100.6")).status).to.equal(200);
    }
  });

  it("slow down guesses at one account from many addresses, without locking it or delaying its owner's device", async () => {
    sinon.stub(slowing, "stepMs").value(40);
    const user = await createUser();
    expect((await logIn(user.email, PASSWORD, "203.0.113.1")).status).to.equal(200);
    const bots = await repeat(30, (n) => logIn(user.email, WRONG, `192.0.2.${n}`));
    expect(statuses(bots), "bots are slowed, not told").to.deep.equal([401]);
    const timed = async (ip: string) => {
      const started = performance.now();
      const { status } = await logIn(user.email, PASSWORD, ip);
      return { status, waited: performance.now() - started };
    };
    const stranger = await timed("203.0.113.77");
    const known = await timed("203.0.113.1");
    expect([stranger.status, known.status]).to.deep.equal([200, 200]);
    expect(stranger.waited, "a new device of the owner's waits").to.be.above(300);
    expect(known.waited).to.be.below(300);
    const rush = await Promise.all(
      Array.from({ length: 12 }, (_, n) => logIn(user.email, WRONG, `192.0.2.${100 + n}`)),
    );
    expect(
      rush.filter(({ status }) => status === 429),
      "only a few wait at a time",
    ).to.have.length(8);
  });

  it("cannot be bypassed with a forged X-Forwarded-For, or by changing addresses within an IPv6 network", async () => {
    const [user, second, third] = [await createUser(), await createUser(), await createUser()];
    const forged = await repeat(11, (n) => logIn(user.email, WRONG, `192.0.2.${n}`, direct));
    expect(forged.at(-1)?.status).to.equal(429);
    const hops = await repeat(11, (n) => logIn(second.email, WRONG, `10.9.8.${n}, 198.51.100.9`));
    expect(hops.at(-1)?.status, "only the last hop is ours").to.equal(429);
    const walked = await repeat(11, (n) => logIn(third.email, WRONG, `2001:db8:1:2::${n + 1}`));
    expect(walked.at(-1)?.status).to.equal(429);
    expect((await logIn(third.email, PASSWORD, "2001:db8:1:3::1")).status).to.equal(200);
  });

  it("are reported in RateLimit-Policy, RateLimit and Retry-After", async () => {
    const user = await createUser();
    const first = await logIn(user.email, WRONG, "198.51.100.10");
    expect(first.headers["ratelimit-policy"]).to.equal('"login-ip";q=100;w=86400, "login-pair";q=10;w=3600');
    expect(first.headers.ratelimit).to.match(/^"login-ip";r=99;t=\d+, "login-pair";r=9;t=\d+$/);
    expect(first.headers["retry-after"]).to.equal(undefined);
    const refused = (await repeat(10, () => logIn(user.email, WRONG, "198.51.100.10"))).at(-1);
    expect(refused?.headers.ratelimit).to.match(/^"login-pair";r=0;t=\d+$/);
    expect(refused?.headers["retry-after"]).to.match(/^\d+$/);
  });

  it("count in memory while the store is unavailable, and stay enforced", async () => {
    const user = await createUser();
    const store = sinon.stub(postgres, "run").rejects(new Error("Connection terminated"));
    expect(statuses(await repeat(10, () => logIn(user.email, WRONG, "198.51.100.11")))).to.deep.equal([401]);
    expectProblem(await logIn(user.email, WRONG, "198.51.100.11"), 429, "rate_limited");
    expect(store.callCount, "once away, it is left in peace for a while").to.equal(1);
  });

  it("limit second factor attempts by account and address, across challenges", async () => {
    const { user, secret } = await enrol();
    const finish = async (body: object) =>
      post("/api/v1/auth/login/mfa", { challenge: await challengeOf(user), ...body }, "198.51.100.12");
    const wrong = { recoveryCode: "aaaaa-aaaaa" };
    expect(statuses(await repeat(5, () => finish(wrong)))).to.deep.equal([401]);
    expectProblem(await finish({ code: nextCode(secret) }), 429, "rate_limited");
    const [row] = await sql<{ used: boolean }>(
      "SELECT totp_last_step > extract(epoch FROM now())::bigint / 30 AS used FROM users WHERE id = $1",
      [user.id],
    );
    expect(row?.used, "a code that was not looked at is not used up").to.equal(false);
  });

  it("stop password guesses from a stolen session, counted across all routes that require the password", async () => {
    const user = await createUser();
    const stolen = await logInAs(user);
    const wrong = { password: WRONG };
    const send = (method: "put" | "delete" | "post", url: string, body: object) =>
      request(proxied)[method](url).set(stolen).send(body);
    const guesses = await repeat(12, (n) => {
      if (n % 3 === 0) return send("delete", "/api/v1/me", wrong);
      if (n % 3 === 1) return send("post", "/api/v1/me/mfa/totp", wrong);
      return send("put", "/api/v1/me/password", { currentPassword: WRONG, newPassword: "a new password" });
    });
    const expected = [...Array<number>(10).fill(401), 429, 429];
    expect(guesses.map(({ status }) => status)).to.deep.equal(expected);
    expectProblem(await send("delete", "/api/v1/me", { password: PASSWORD }), 429, "rate_limited");
  });

  it("limit how often an account changes its e-mail address, because each change sends mails", async () => {
    const headers = await logInAs(await createUser());
    const move = (n: number) =>
      request(proxied)
        .patch("/api/v1/me")
        .set(headers)
        .send({ email: `moved-${n}-${Date.now()}@example.com` });
    const moves = await repeat(11, move);
    expect(moves.map(({ status }) => status)).to.deep.equal([...Array<number>(10).fill(200), 429]);
    expect(
      (await request(proxied).patch("/api/v1/me").set(headers).send({ firstName: "Ada" })).status,
    ).to.equal(200);
  });

  it("do not reveal the count of an account that others try", async () => {
    const { user } = await enrol();
    const challenge = await challengeOf(user);
    const tries = await repeat(21, (n) =>
      post("/api/v1/auth/login/mfa", { challenge, recoveryCode: "aaaaa-aaaaa" }, `192.0.2.${n}`),
    );
    const last = tries.at(-1);
    expect(last?.status).to.equal(429);
    expect(last?.headers["ratelimit-policy"]).not.to.match(/mfa-identity/);
  });

  it("refund the attempt of a right code under /me/mfa", async () => {
    const { headers, recoveryCodes } = await enrol();
    const renew = (recoveryCode: string | undefined) =>
      request(proxied)
        .post("/api/v1/me/mfa/recovery-codes")
        .set(headers)
        .send({ password: PASSWORD, recoveryCode });
    let [code] = recoveryCodes;
    for (let round = 0; round < 7; round++) {
      const renewed = await renew(code);
      expect(renewed.status, renewed.text).to.equal(201);
      [code] = (renewed.body as { recoveryCodes: string[] }).recoveryCodes;
    }
    expect(statuses(await repeat(5, () => renew("aaaaa-aaaaa")))).to.deep.equal([401]);
    expect((await renew("aaaaa-aaaaa")).status).to.equal(429);
  });

  it("limit mailed codes equally for strangers and owners", async () => {
    const user = await createUser();
    for (const email of [user.email, "nobody-there@example.com"]) {
      const asked = await repeat(6, () => post("/api/v1/auth/forgot-password", { email }, "198.51.100.13"));
      expect(asked.map(({ status }) => status)).to.deep.equal([202, 202, 202, 202, 202, 429]);
    }
  });

  it("store no names or e-mail addresses, and delete old rows", async () => {
    const user = await createUser();
    await logIn(user.email, WRONG, "198.51.100.14");
    const rows = await sql<{ key: string }>("SELECT key FROM rate_limits");
    expect(rows).to.have.length(3);
    for (const { key } of rows) expect(key).to.match(/^login-(ip|pair|identity):[\w-]{32}$/);
    await sql("INSERT INTO rate_limits (key, points, expire) VALUES ('old', 1, 1)");
    await runTask("purgeRateLimits");
    expect(await sql("SELECT 1 FROM rate_limits")).to.have.length(3);
  });

  it("add no statement to a cart write or a catalogue read", async () => {
    const listed = await request(direct).get("/api/v1/products");
    expect(statementsOf(listed)).to.be.at.most(2);
    const written = await request(direct).post("/api/v1/cart/items").send({});
    expect(written.headers["ratelimit-policy"]).to.equal('"writes-ip";q=3000;w=60');
    expect(statementsOf(written)).to.equal(0);
  });
});
