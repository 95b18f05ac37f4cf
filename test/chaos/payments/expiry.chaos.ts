import { expect } from "chai";
import { setTimeout as delay } from "node:timers/promises";
import { config } from "../../../src/config.js";
import { sql } from "../../support/database.js";
import { fillCart, onlyVariant } from "../../support/factories/cart/carts.js";
import { createProduct } from "../../support/factories/catalog/products.js";
import { checkOut } from "../../support/factories/orders/orders.js";
import { endServers, startServer } from "../../support/serverProcess.js";

const CHECKOUTS = 5000;
const AT_ONCE = 16;
const SECONDS = 300;

const pending = async (): Promise<number> => {
  const [row] = await sql<{ n: number }>("SELECT count(*)::int AS n FROM payments WHERE status = 'pending'");
  return row?.n ?? NaN;
};

describe(`${CHECKOUTS} abandoned checkouts`, function () {
  this.timeout(20 * 60_000);
  after(endServers);

  it(`are released within ${SECONDS} s of their expiry, by one process`, async () => {
    const variantId = onlyVariant(await createProduct({ onHand: CHECKOUTS })).id;
    let left = CHECKOUTS;
    const buyer = async () => {
      while (left-- > 0) {
        const { status, text } = await checkOut(await fillCart([{ variantId, quantity: 1 }]));
        if (status !== 201) throw new Error(text);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, buyer));
    expect(await pending()).to.equal(CHECKOUTS);
    await sql("UPDATE payments SET expires_at = now()");
    await sql("UPDATE test_payment_sessions SET expires_at = now()");
    const started = performance.now();
    await startServer({ DATA_DIR: config.dataDir });
    while ((await pending()) > 0) await delay(100);
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(`      (${seconds.toFixed(1)} s)\n`);
    expect(seconds).to.be.below(SECONDS);
    const [stock] = await sql("SELECT reserved FROM stock_items WHERE variant_id = $1", [variantId]);
    expect(stock).to.deep.equal({ reserved: 0 });
  });
});
