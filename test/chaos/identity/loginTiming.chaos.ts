import { randomUUID } from "node:crypto";
import bcrypt from "bcrypt";
import { expect } from "chai";
import { NO_PASSWORD } from "../../../src/lib/identity.js";
import type { User } from "../../../src/models/identity/User.js";
import { createUser } from "../../support/factories/identity/users.js";
import { endServers, startServer } from "../../support/serverProcess.js";
import { expectAlike, type Kind, printFigures, timeInTurn } from "../../support/timing.js";

/** The default, and the minimum in production. */
const REAL_COST = 12;
/** For the many kinds of accounts: four times as fast, and other differences stay as large. */
const LOWER_COST = 10;
const LOGINS = 2000;
const LOGINS_OF_A_KIND = 300;
const MOST_MS = 2;

/** Sends one login per round, and expects a refusal. */
const refused =
  (url: string, loginOf: (round: number) => string | null): Kind =>
  async (round, timed) => {
    const body = JSON.stringify({ login: loginOf(round), password: "a wrong password" });
    const answer = await timed(async () => {
      const response = await fetch(`${url}/api/v1/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      return { status: response.status, body: (await response.json()) as { code: string } };
    });
    expect([answer.status, answer.body.code]).to.deep.equal([401, "invalid_credentials"]);
  };

describe("The time of a refused login", function () {
  this.timeout(30 * 60_000);
  afterEach(endServers);

  /** The tests never send the correct password, so only the cost of the hash matters. */
  const userOfCost = async (cost: number, attributes: Partial<User> = {}): Promise<User> =>
    createUser({ passwordHash: await bcrypt.hash("another password", cost), ...attributes });
  const nobody = (): string => `${randomUUID()}@example.com`;

  it("is the same with and without an account, at the production cost", async () => {
    const { url } = await startServer({ RATE_LIMITS: "off", BCRYPT_COST: String(REAL_COST) });
    const { email } = await userOfCost(REAL_COST);
    const figures = await timeInTurn(LOGINS, {
      "with an account": refused(url, () => email),
      "without one": refused(url, nobody),
    });
    printFigures(`${LOGINS} logins each at cost ${REAL_COST}`, figures);
    expectAlike(figures, MOST_MS);
  });

  it("is the same for every kind of account", async () => {
    const { url } = await startServer({ RATE_LIMITS: "off", BCRYPT_COST: String(LOWER_COST) });
    const plain = await userOfCost(LOWER_COST);
    const now = new Date();
    const closed = await createUser({ passwordHash: NO_PASSWORD, username: null, anonymizedAt: now });
    const withoutPassword = await createUser({ passwordHash: NO_PASSWORD, passwordlessAt: now });
    const sealed = { totpSecret: Buffer.from("sealed"), totpConfirmedAt: now };
    const withSecondFactor = await userOfCost(LOWER_COST, sealed);
    const old = await userOfCost(LOWER_COST - 1);
    const older = await userOfCost(LOWER_COST - 2);
    const figures = await timeInTurn(LOGINS_OF_A_KIND, {
      "unknown address": refused(url, nobody),
      "unknown username": refused(url, () => randomUUID().slice(0, 13)),
      "known address": refused(url, () => plain.email),
      "known username": refused(url, () => plain.username),
      "closed account": refused(url, () => closed.email),
      "account without a password": refused(url, () => withoutPassword.email),
      "account with a second factor": refused(url, () => withSecondFactor.email),
      [`hash of cost ${LOWER_COST - 1}`]: refused(url, () => old.email),
      [`hash of cost ${LOWER_COST - 2}`]: refused(url, () => older.email),
    });
    printFigures(`${LOGINS_OF_A_KIND} logins each at cost ${LOWER_COST}`, figures);
    expectAlike(figures, MOST_MS);
  });
});
