import { expect } from "chai";
import bcrypt from "bcrypt";
import sinon from "sinon";
import { config } from "../../../src/config.js";
import { api } from "../../support/api.js";
import { createUser } from "../../support/factories/identity/users.js";

const TRIES = 40;
const COST = 10;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

describe("The time of a login", function () {
  this.timeout(90_000);
  afterEach(() => sinon.restore());

  it("tells little of whether there is an account", async () => {
    // Hashes of this cost, whatever the tests' own is: the dummy's too, which is compared where there is nobody.
    const dummy = await bcrypt.hash("nobody", COST);
    const compare = bcrypt.compare.bind(bcrypt) as (data: string, hash: string) => Promise<boolean>;
    const slowly = (data: string | Buffer, hash: string) =>
      compare(String(data), bcrypt.getRounds(hash) < COST ? dummy : hash);
    sinon.replace(bcrypt, "compare", slowly as typeof bcrypt.compare);
    const user = await createUser({ passwordHash: await bcrypt.hash("anything", COST) });
    const times: Record<string, number[]> = { known: [], unknown: [] };
    const attempt = async (kind: string, login: string) => {
      const started = performance.now();
      const { status } = await api.post("/api/v1/auth/login", { login, password: "a wrong password" });
      expect(status).to.equal(401);
      times[kind]?.push(performance.now() - started);
    };
    for (let n = 0; n < TRIES; n++) {
      // In turn, so that whatever else the machine does weighs on both.
      await attempt("known", user.email);
      await attempt("unknown", `nobody-${n}@example.com`);
    }
    const [known, unknown] = [median(times.known ?? []), median(times.unknown ?? [])];
    const figures = `with an account ${known.toFixed(1)} ms, without ${unknown.toFixed(1)} ms`;
    process.stdout.write(
      `      (medians of ${TRIES} at cost ${COST}: ${figures}; cost of the shop: ${config.bcryptCost})\n`,
    );
    expect(Math.abs(known - unknown), figures).to.be.below(Math.max(15, known / 4));
  });
});
