import { expect } from "chai";
import { verifyInvariants } from "../../../src/services/system/verifyInvariants.js";
import { sql } from "../../support/database.js";
import { config } from "../../../src/config.js";
import { expectMoneyWhereItBelongs, raceForOrder } from "../../support/paymentRaces.js";
import { adminHeaders } from "../../support/factories/identity/users.js";
import { runTask, untilQuiet } from "../../support/jobs.js";
import { endServers, startServer } from "../../support/serverProcess.js";

const ROUNDS = Number(process.env.ROUNDS ?? 200);
const SEED = Number(process.env.SEED ?? 1);

describe("Payment, cancellation, expiry and a second session at once, on two processes", function () {
  this.timeout(20 * 60_000);
  after(endServers);

  it(`leave money, goods and states in order in ${ROUNDS} rounds, from SEED=${SEED}`, async () => {
    const shop = { DATA_DIR: config.dataDir, RATE_LIMITS: "off" };
    const servers = await Promise.all([startServer(shop), startServer(shop)]);
    const admin = await adminHeaders();
    const origins = servers.map(({ url }) => url);
    const orders: string[] = [];
    const started = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      orders.push(await raceForOrder(SEED + round, { origins, admin }));
      if (round % 10 === 9) {
        await runTask("enqueueExpiredPayments");
        await untilQuiet();
        await expectMoneyWhereItBelongs(orders);
        expect((await verifyInvariants()).broken).to.deep.equal([]);
      }
    }
    // Rounds in which nothing collided would show nothing.
    const [seen] = await sql<Record<string, number>>(`
      SELECT count(*) FILTER (WHERE status = 'captured')::int AS paid,
        count(*) FILTER (WHERE status = 'duplicate')::int AS duplicates,
        count(*) FILTER (WHERE status = 'captured' AND refunded_amount > 0)::int AS refunded,
        count(*) FILTER (WHERE status = 'expired')::int AS expired FROM payments`);
    for (const [kind, count] of Object.entries(seen ?? {})) expect(count, kind).to.be.above(0);
    process.stdout.write(
      `      (${ROUNDS} rounds in ${((performance.now() - started) / 1000).toFixed(1)} s)\n`,
    );
  });
});
