import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { type Meter, withMeter } from "../../src/database/meter.js";
import { sequelize } from "../../src/database/sequelize.js";
import { dynamicStatement, statement } from "../../src/database/statement.js";
import { transaction } from "../../src/database/transaction.js";
import { sql } from "../support/database.js";

type Prepared = { name: string; statement: string };
const failed = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    () => true,
  );

const expectLack = async (work: Promise<unknown>, name: string): Promise<void> => {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).to.be.instanceOf(Error).with.property("message").that.includes(`A statement lacks :${name}`);
};

describe("statement()", () => {
  it("is prepared once per connection, under a name derived from its text", async () => {
    const text = `SELECT :n::int + 1 AS next, '${randomUUID()}' AS mark`;
    const [once, again] = [1, 2].map(() => statement<{ next: number }, { n: number }>(text));
    const prepared = await transaction(async () => {
      expect((await once?.({ n: 1 }))?.[0]?.next).to.equal(2);
      expect((await again?.({ n: 2 }))?.[0]?.next).to.equal(3);
      return sql<Prepared>("SELECT name, statement FROM pg_prepared_statements WHERE statement = $1", [
        text.replace(":n", "$1"),
      ]);
    });
    expect(prepared).to.have.length(1);
    expect(prepared[0]?.name).to.match(/^[\w-]{22}$/);
  });

  it("works outside of transactions, and sees uncommitted changes inside one", async () => {
    const find = statement<{ name: string }, { name: string }>(
      "SELECT name FROM shipping_options WHERE name = :name",
    );
    const name = `statement-${randomUUID()}`;
    await transaction(async () => {
      await sql(
        "INSERT INTO shipping_options (id, name, price_amount, currency) VALUES (gen_random_uuid(), $1, 0, 'USD')",
        [name],
      );
      expect(await find({ name })).to.have.length(1);
      throw new Error("undo");
    }).catch(() => undefined);
    expect(await find({ name })).to.deep.equal([]);
  });

  it("accepts lists, and never inserts values into the text", async () => {
    const find = statement<{ found: boolean }, { one: string; all: string[] }>(
      "SELECT :one = ANY (:all::text[]) AS found",
    );
    const nasty = `'; DROP TABLE users; -- {}"\\ :all $1`;
    expect(await find({ one: nasty, all: ["a", nasty, ""] })).to.deep.equal([{ found: true }]);
  });

  it("accepts rows and objects as JSON", async () => {
    type Line = { title: string; pieces: number | null };
    const total = statement<
      { pieces: number; titles: string; country: string },
      { lines: Line[]; at: object }
    >(
      `SELECT sum(pieces)::int AS pieces, string_agg(title, '') AS titles, :at::jsonb ->> 'country' AS country
       FROM jsonb_to_recordset(:lines::jsonb) AS l (title text, pieces int)`,
    );
    const lines = [
      { title: 'a"{', pieces: 2 },
      { title: "}'", pieces: null },
    ];
    expect(await total({ lines, at: { country: "AT" } })).to.deep.equal([
      { pieces: 2, titles: `a"{}'`, country: "AT" },
    ]);
  });

  it("sends a parameter once, however often it is named", async () => {
    const twice = statement<{ sum: number }, { n: number }>("SELECT :n::int + :n AS sum");
    expect(await twice({ n: 2 })).to.deep.equal([{ sum: 4 }]);
  });

  it("is checked by the compiler: missing, unknown and mistyped parameters are errors", async () => {
    const pay = statement<{ sum: number }, { net: number; tax: number | null }>(
      "SELECT :net::int + coalesce(:tax::int, 0) AS sum",
    );
    expect(await pay({ net: 1, tax: null })).to.deep.equal([{ sum: 1 }]);
    // @ts-expect-error -- one parameter is missing
    await expectLack(pay({ net: 1 }), "tax");
    // @ts-expect-error -- there are no parameters
    await expectLack(pay(), "net");
    // @ts-expect-error -- values by position
    await expectLack(pay([1, 2]), "net");
    // @ts-expect-error -- undefined is not NULL
    await expectLack(pay({ net: 1, tax: undefined }), "tax");
    // @ts-expect-error -- an unknown parameter
    await pay({ net: 1, tax: 2, shipping: 3 });
    // @ts-expect-error -- parameter of another type
    await pay({ net: "1", tax: 2 });
    const none = statement<{ one: number }>("SELECT 1 AS one");
    expect(await none()).to.deep.equal([{ one: 1 }]);
    // @ts-expect-error -- this statement takes no parameters
    await none({ net: 1 });
  });

  it("releases its connection when it fails", async () => {
    const wrong = statement("SELECT 1 / 0");
    // More times than the pool has connections.
    for (let i = 0; i < 15; i++) expect(await failed(wrong())).to.equal(true);
    expect(await sql("SELECT 1 AS one")).to.deep.equal([{ one: 1 }]);
  });
});

describe("dynamicStatement()", () => {
  it("accepts named parameters, and is prepared only if statement() declared the same text", async () => {
    const texts = [1, 2].map(() => `SELECT :n::int AS n, '${randomUUID()}' AS mark`);
    statement(texts[0] ?? "");
    const prepared = await transaction(async () => {
      for (const text of texts) {
        const [row] = await dynamicStatement<{ n: number }, { n: number }>(text)({ n: 7 });
        expect(row?.n).to.equal(7);
      }
      return sql("SELECT statement FROM pg_prepared_statements WHERE statement = ANY ($1)", [
        texts.map((text) => text.replace(":n", "$1")),
      ]);
    });
    expect(prepared).to.deep.equal([{ statement: texts[0]?.replace(":n", "$1") }]);
  });
});

describe("The meter", () => {
  const counted = async (work: () => Promise<unknown>): Promise<Meter> => {
    const meter = { statements: 0, milliseconds: 0 };
    await withMeter(meter, work);
    return meter;
  };

  it("counts the queries of statements, models and transactions, including failed ones", async () => {
    await sql("SELECT 1");
    expect((await counted(() => sql("SELECT 1"))).statements).to.equal(1);
    expect((await counted(() => sequelize.query("SELECT 1"))).statements).to.equal(1);
    expect((await counted(() => transaction(() => sql("SELECT 1")))).statements).to.equal(3);
    expect((await counted(() => failed(sql("SELECT 1 / 0")))).statements).to.equal(1);
    expect((await counted(() => failed(sequelize.query("SELECT 1 / 0")))).statements).to.equal(1);
  });

  it("measures the time of the queries", async () => {
    const { milliseconds } = await counted(() => sql("SELECT pg_sleep(0.05)"));
    expect(milliseconds).to.be.within(45, 2000);
  });

  it("counts parallel work separately, and ignores queries outside a meter", async () => {
    const times = async (n: number) => {
      for (let i = 0; i < n; i++) await sql("SELECT 1");
    };
    await times(1);
    const meters = await Promise.all([1, 2, 3].map((n) => counted(() => times(n))));
    // Sequelize sends setup queries on a new connection, so all connections were used before.
    expect(meters.map(({ statements }) => statements)).to.deep.equal([1, 2, 3]);
  });
});
