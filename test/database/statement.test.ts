import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { type Meter, withMeter } from "../../src/database/meter.js";
import { sequelize } from "../../src/database/sequelize.js";
import { positional } from "../../src/database/statement.js";
import { transaction } from "../../src/database/transaction.js";
import { sql } from "../support/database.js";

type Prepared = { name: string; statement: string };
const failed = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    () => true,
  );

describe("statement()", () => {
  it("is planned once per connection, under a name of its own text", async () => {
    const text = `SELECT $1::int + 1 AS next, '${randomUUID()}' AS mark`;
    const [once, again] = [positional<{ next: number }>(text), positional<{ next: number }>(text)];
    const prepared = await transaction(async () => {
      expect((await once([1]))[0]?.next).to.equal(2);
      expect((await again([2]))[0]?.next).to.equal(3);
      return sql<Prepared>("SELECT name, statement FROM pg_prepared_statements WHERE statement = $1", [text]);
    });
    expect(prepared).to.have.length(1);
    expect(prepared[0]?.name).to.match(/^[\w-]{22}$/);
  });

  it("works outside of transactions, and sees in one what is not committed yet", async () => {
    const name = positional<{ name: string }>("SELECT name FROM shipping_options WHERE name = $1");
    const own = `statement-${randomUUID()}`;
    await transaction(async () => {
      await sql(
        "INSERT INTO shipping_options (id, name, price_amount, currency) VALUES (gen_random_uuid(), $1, 0, 'USD')",
        [own],
      );
      expect(await name([own])).to.have.length(1);
      throw new Error("undo");
    }).catch(() => undefined);
    expect(await name([own])).to.deep.equal([]);
  });

  it("takes lists, and never mixes values with text", async () => {
    const find = positional<{ found: boolean }>("SELECT $1 = ANY ($2::text[]) AS found");
    const nasty = `'; DROP TABLE users; -- {}"\\`;
    expect(await find([nasty, ["a", nasty, ""]])).to.deep.equal([{ found: true }]);
  });

  it("gives its connection back when it fails", async () => {
    const wrong = positional("SELECT 1 / 0");
    // More often than the pool has connections.
    for (let i = 0; i < 15; i++) expect(await failed(wrong())).to.equal(true);
    expect(await sql("SELECT 1 AS one")).to.deep.equal([{ one: 1 }]);
  });
});

describe("The meter", () => {
  const counted = async (work: () => Promise<unknown>): Promise<Meter> => {
    const meter = { statements: 0, milliseconds: 0 };
    await withMeter(meter, work);
    return meter;
  };

  it("counts what statements, models and transactions send, failures too", async () => {
    await sql("SELECT 1");
    expect((await counted(() => sql("SELECT 1"))).statements).to.equal(1);
    expect((await counted(() => sequelize.query("SELECT 1"))).statements).to.equal(1);
    expect((await counted(() => transaction(() => sql("SELECT 1")))).statements).to.equal(3);
    expect((await counted(() => failed(sql("SELECT 1 / 0")))).statements).to.equal(1);
    expect((await counted(() => failed(sequelize.query("SELECT 1 / 0")))).statements).to.equal(1);
  });

  it("measures the time that was waited", async () => {
    const { milliseconds } = await counted(() => sql("SELECT pg_sleep(0.05)"));
    expect(milliseconds).to.be.within(45, 2000);
  });

  it("keeps parallel works apart, and counts nothing for nobody", async () => {
    const times = async (n: number) => {
      for (let i = 0; i < n; i++) await sql("SELECT 1");
    };
    await times(1);
    const meters = await Promise.all([1, 2, 3].map((n) => counted(() => times(n))));
    // The first use of a connection costs what Sequelize asks of it; these are warm, or one pays for it.
    expect(meters.map(({ statements }) => statements)).to.deep.equal([1, 2, 3]);
  });
});
