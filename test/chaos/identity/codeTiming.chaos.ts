import { expect } from "chai";
import type { CodePurpose } from "../../../src/models/identity/vocabulary.js";
import type { User } from "../../../src/models/identity/User.js";
import { sql } from "../../support/database.js";
import { untilQuiet } from "../../support/jobs.js";
import { createUser, PASSWORD } from "../../support/factories/identity/users.js";
import { endServers, startServer } from "../../support/serverProcess.js";
import { expectAlike, type Kind, printFigures, type Stopwatch, timeInTurn } from "../../support/timing.js";

const ASKED = 2000;
const TRIED = 1000;
const MOST_MS = 2;

/** The settings of production, with workers; only the rate limits are off. */
const PRODUCTION = {
  NODE_ENV: "production",
  HOST: "127.0.0.1",
  PUBLIC_URL: "http://127.0.0.1",
  RATE_LIMITS: "off",
  BCRYPT_COST: "12",
  APP_SECRET: "a".repeat(32),
  PASSWORD_PEPPER: "p".repeat(32),
};

describe("The response time of requests about mailed codes", function () {
  this.timeout(15 * 60_000);
  let url = "";
  before(async () => ({ url } = await startServer(PRODUCTION)));
  after(endServers);

  /** The distinct responses, without their dates. */
  const seen = new Set<string>();

  async function post(path: string, body: object, timed: Stopwatch = (work) => work()): Promise<void> {
    const sent = JSON.stringify(body);
    // The response repeats the client's request id, so only its date may differ.
    const headers = { "content-type": "application/json", "x-request-id": "the-same" };
    const { response, text } = await timed(async () => {
      const response = await fetch(`${url}/api/v1/auth/${path}`, { method: "POST", headers, body: sent });
      return { response, text: await response.text() };
    });
    const shown = [...response.headers].filter(([name]) => name !== "date");
    seen.add(JSON.stringify([response.status, text, shown]));
  }

  /** Measures and prints the kinds; expects equal times and responses. @param answer a part of the response */
  async function expectOneAnswer(title: string, rounds: number, answer: string, kinds: Record<string, Kind>) {
    seen.clear();
    const figures = await timeInTurn(rounds, kinds);
    printFigures(`${title}, ${rounds} each`, figures);
    expect([...seen]).to.have.length(1);
    expect([...seen][0]).to.include(answer);
    expectAlike(figures, MOST_MS);
  }

  it("does not reveal whether the address is known", async () => {
    const forgot = (address: (email: string) => string): Kind => {
      return async (_round, timed) => {
        // A new account each time, because only the first of several codes in a minute is mailed.
        const { email } = await createUser();
        await untilQuiet();
        await post("forgot-password", { email: address(email) }, timed);
      };
    };
    await expectOneAnswer("POST /auth/forgot-password", ASKED, '[202,"{}"', {
      "a known address": forgot((email) => email),
      "an unknown one": forgot((email) => `not-${email}`),
    });
    const [mailed] = await sql<{ codes: number }>("SELECT count(*)::int AS codes FROM mails");
    expect(mailed?.codes).to.be.at.least(ASKED);
  });

  it("does not increase for the next request while a code is mailed", async () => {
    const next = (address: (email: string) => string): Kind => {
      return async (_round, timed) => {
        const { email } = await createUser();
        await untilQuiet();
        await post("forgot-password", { email: address(email) });
        await post("forgot-password", { email: "nobody@example.com" }, timed);
      };
    };
    await expectOneAnswer("POST /auth/forgot-password right after another", TRIED, '[202,"{}"', {
      "after a known address": next((email) => email),
      "after an unknown one": next((email) => `not-${email}`),
    });
  });

  const tries: [path: string, purpose: CodePurpose, more: object][] = [
    ["verify-email", "verify_email", {}],
    ["reset-password", "reset_password", { password: PASSWORD }],
  ];
  for (const [path, purpose, more] of tries) {
    it(`does not reveal who has a code: POST /auth/${path} with a wrong code`, async () => {
      const [none, live] = [await createUser(), await createUser()];
      await giveCode(live, purpose);
      const attempt = (email: string): Kind => {
        return async (_round, timed) => {
          await post(path, { email, code: "123456", ...more }, timed);
          await sql("UPDATE one_time_codes SET attempts = 0 WHERE user_id = $1", [live.id]);
        };
      };
      await expectOneAnswer(`POST /auth/${path} with a wrong code`, TRIED, "invalid_code", {
        "a known address, a live code": attempt(live.email),
        "a known address, no code": attempt(none.email),
        "an unknown address": attempt("nobody@example.com"),
      });
    });
  }
});

/** Stores a code that no six digits match, valid for a day. */
const giveCode = ({ id, email }: User, purpose: CodePurpose) =>
  sql(
    `INSERT INTO one_time_codes (id, user_id, purpose, email, code_hash, expires_at)
     VALUES (gen_random_uuid(), $1, $2, $3, repeat('f', 64), now() + interval '1 day')`,
    [id, purpose, email],
  );
