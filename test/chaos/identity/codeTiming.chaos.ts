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

/** A shop as it is in production, workers and all; only the limits are off. */
const PRODUCTION = {
  NODE_ENV: "production",
  HOST: "127.0.0.1",
  PUBLIC_URL: "http://127.0.0.1",
  RATE_LIMITS: "off",
  BCRYPT_COST: "12",
  APP_SECRET: "a".repeat(32),
  PASSWORD_PEPPER: "p".repeat(32),
};

describe("The time of an answer about a mailed code", function () {
  this.timeout(15 * 60_000);
  let url = "";
  before(async () => ({ url } = await startServer(PRODUCTION)));
  after(endServers);

  /** The answers as they came, but for their date: there may be one of a kind. */
  const seen = new Set<string>();

  async function post(path: string, body: object, timed: Stopwatch = (work) => work()): Promise<void> {
    const sent = JSON.stringify(body);
    // An id of the client's own is repeated in the answer, which then has nothing that may differ but its date.
    const headers = { "content-type": "application/json", "x-request-id": "the-same" };
    const { response, text } = await timed(async () => {
      const response = await fetch(`${url}/api/v1/auth/${path}`, { method: "POST", headers, body: sent });
      return { response, text: await response.text() };
    });
    const shown = [...response.headers].filter(([name]) => name !== "date");
    seen.add(JSON.stringify([response.status, text, shown]));
  }

  /** Measures, prints, and holds the kinds to one time and one answer. @param answer what that one contains */
  async function expectOneAnswer(title: string, rounds: number, answer: string, kinds: Record<string, Kind>) {
    seen.clear();
    const figures = await timeInTurn(rounds, kinds);
    printFigures(`${title}, ${rounds} each`, figures);
    expect([...seen]).to.have.length(1);
    expect([...seen][0]).to.include(answer);
    expectAlike(figures, MOST_MS);
  }

  it("tells nobody whether an address that asks for one is known", async () => {
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

  it("is no longer for what is asked next, while a code is mailed", async () => {
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
    it(`tells nobody who has one: POST /auth/${path} with a wrong one`, async () => {
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
        "a known address, none": attempt(none.email),
        "an unknown address": attempt("nobody@example.com"),
      });
    });
  }
});

/** A code that no six digits are right for, good until long after the test. */
const giveCode = ({ id, email }: User, purpose: CodePurpose) =>
  sql(
    `INSERT INTO one_time_codes (id, user_id, purpose, email, code_hash, expires_at)
     VALUES (gen_random_uuid(), $1, $2, $3, repeat('f', 64), now() + interval '1 day')`,
    [id, purpose, email],
  );
