import { runPaymentRaces } from "../../support/paymentRaceRounds.js";
import { endServers } from "../../support/serverProcess.js";

const ROUNDS = Number(process.env.ROUNDS ?? 500);
const SEED = Number(process.env.SEED ?? 1);

describe("Payment, cancellation, expiry and a second session at once, on two processes", function () {
  this.timeout(20 * 60_000);
  after(endServers);

  it(`keep payments, stock and statuses consistent in ${ROUNDS} rounds, from SEED=${SEED}`, () =>
    runPaymentRaces(ROUNDS, SEED));
});
