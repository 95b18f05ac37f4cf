import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import type { Client } from "pg";
import { ImportBroken } from "../../../src/services/catalog/import/importProducts.js";
import {
  counted,
  emptyCatalog,
  importRows,
  productOf,
  unexplainedStock,
} from "../../support/catalogImport.js";
import { withClient } from "../../support/database.js";
import { shirt } from "../../lib/shopify/csv.js";

const url = () => process.env.DATABASE_URL ?? "";
const rows = (count: number, price: string) =>
  Array.from({ length: count }, (_, i) => shirt({ Handle: `p-${i}`, "Variant Price": price, ...counted(3) }));

/** Locks the row of a product until the work is done or `release` is called. */
const whileLocked = <T>(slug: string, work: (release: () => Promise<void>, holder: Client) => Promise<T>) =>
  withClient(url(), async (holder) => {
    await holder.query("BEGIN");
    await holder.query("SELECT FROM products WHERE slug = $1 FOR UPDATE", [slug]);
    return work(() => holder.query("ROLLBACK").then(() => undefined), holder);
  });

/** Waits for a backend that waits for a lock, and returns it. */
async function waitingBackend(holder: Client): Promise<number> {
  for (;;) {
    const { rows } = await holder.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
    if (rows[0]) return rows[0].pid;
    await delay(5);
  }
}

describe("An import while the database is busy or away", function () {
  this.timeout(60_000);
  beforeEach(emptyCatalog);
  afterEach(async () => expect(await unexplainedStock()).to.deep.equal([]));

  it("waits for a lock beyond a transaction's lock timeout, and refuses nothing", async () => {
    await importRows(rows(3, "10.00"));
    const told: string[] = [];
    const { products } = await whileLocked("p-1", (release) =>
      importRows(rows(3, "20.00"), {
        onWaiting: (error) => {
          told.push((error as Error).message);
          void release();
        },
      }),
    );
    expect(products).to.deep.equal({ created: 0, updated: 3, unchanged: 0, refused: 0 });
    expect(told).to.deep.equal(["canceling statement due to lock timeout"]);
  });

  it("stops when a lock is not released, keeps written rows, and continues from there the next time", async () => {
    const file = rows(150, "10.00");
    await importRows(file.slice(140));
    const broken = await whileLocked("p-145", () =>
      importRows(
        file.map((row) => ({ ...row, "Variant Price": "20.00" })),
        { patienceMs: 0 },
      ).catch((error: unknown) => error),
    );
    expect(broken).to.be.instanceOf(ImportBroken);
    const { summary, isTransient } = broken as ImportBroken;
    expect(isTransient).to.equal(true);
    expect(summary.outcome).to.equal("interrupted");
    expect(summary.products).to.deep.equal({ created: 100, updated: 0, unchanged: 0, refused: 0 });
    expect(summary.rows).to.deep.equal({ read: 100, refused: 0, warned: 0 });
    const again = await importRows(file.map((row) => ({ ...row, "Variant Price": "20.00" })));
    expect(again.products).to.deep.equal({ created: 40, updated: 10, unchanged: 100, refused: 0 });
  });

  it("continues after its backend is terminated", async () => {
    await importRows(rows(3, "10.00"));
    const waits: unknown[] = [];
    const { products } = await whileLocked("p-1", async (release, holder) => {
      const work = importRows(rows(3, "20.00"), { onWaiting: (error) => void waits.push(error) });
      await holder.query("SELECT pg_terminate_backend($1)", [await waitingBackend(holder)]);
      await release();
      return work;
    });
    expect(products).to.deep.equal({ created: 0, updated: 3, unchanged: 0, refused: 0 });
    expect(waits).to.have.length(1);
    expect((await productOf("p-1")).price).to.equal(2000);
  });

  it("retries a strict import as a whole", async () => {
    await importRows(rows(3, "10.00"));
    const strict = { strict: true };
    const { products } = await whileLocked("p-1", async (release, holder) => {
      const work = importRows(rows(3, "20.00"), strict);
      await holder.query("SELECT pg_terminate_backend($1)", [await waitingBackend(holder)]);
      await release();
      return work;
    });
    expect(products).to.deep.equal({ created: 0, updated: 3, unchanged: 0, refused: 0 });
    const broken = await whileLocked("p-1", () =>
      importRows(rows(3, "30.00"), { ...strict, patienceMs: 0 }).catch((error: unknown) => error),
    );
    expect(broken).to.be.instanceOf(ImportBroken);
    expect((broken as ImportBroken).summary.products).to.deep.equal({
      created: 0,
      updated: 0,
      unchanged: 0,
      refused: 0,
    });
    expect((await productOf("p-0")).price).to.equal(2000);
  });

  it("stops at once when aborted during a wait", async () => {
    await importRows(rows(1, "10.00"));
    const stop = new AbortController();
    const { outcome, products } = await whileLocked("p-0", () =>
      importRows(rows(1, "20.00"), { signal: stop.signal, onWaiting: () => stop.abort() }),
    );
    expect(outcome).to.equal("interrupted");
    expect(products.refused).to.equal(0);
  });
});
