import { expect } from "chai";
import { config } from "../../src/config.js";
import { verifyInvariants } from "../../src/services/system/verifyInvariants.js";
import { sql } from "./database.js";
import { adminHeaders } from "./factories/identity/users.js";
import { runTask, untilQuiet } from "./jobs.js";
import { expectConsistentAmounts, raceForOrder } from "./paymentRaces.js";
import { startServer } from "./serverProcess.js";

/**
 * Runs races on one order after the other on two processes, and checks amounts and invariants after every 25th round and the last.
 * @param seed of the first round; each next round adds one
 */
export async function runPaymentRaces(rounds: number, seed: number): Promise<void> {
  const shop = { DATA_DIR: config.dataDir, RATE_LIMITS: "off" };
  const servers = await Promise.all([startServer(shop), startServer(shop)]);
  const admin = await adminHeaders();
  const origins = servers.map(({ url }) => url);
  const orders: string[] = [];
  const started = performance.now();
  for (let round = 0; round < rounds; round++) {
    orders.push(await raceForOrder(seed + round, { origins, admin }));
    if (round % 25 === 24 || round === rounds - 1) {
      await runTask("enqueueExpiredPayments");
      await untilQuiet();
      await expectConsistentAmounts(orders);
      expect((await verifyInvariants()).broken).to.deep.equal([]);
    }
  }
  // Rounds without conflicts would prove nothing.
  const [seen] = await sql<Record<string, number>>(
    `SELECT count(*) FILTER (WHERE status = 'captured')::int AS paid,
       count(*) FILTER (WHERE status = 'duplicate')::int AS duplicates,
       count(*) FILTER (WHERE status = 'captured' AND refunded_amount > 0)::int AS refunded,
       count(*) FILTER (WHERE status = 'expired')::int AS expired
     FROM payments WHERE order_id = ANY ($1::uuid[])`,
    [orders],
  );
  for (const [kind, count] of Object.entries(seen ?? {})) expect(count, kind).to.be.above(0);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`      (${rounds} rounds in ${seconds} s: ${JSON.stringify(seen)})\n`);
}
