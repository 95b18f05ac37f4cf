import { expect } from "chai";
import { ensureShippingOptions } from "../../../src/services/pricing/ensureShippingOptions.js";
import { sql } from "../../support/database.js";

describe("ensureShippingOptions", () => {
  const stored = () =>
    sql(
      `SELECT name, price_amount AS price, free_from_amount AS "freeFrom", currency FROM shipping_options ORDER BY position`,
    );
  const STANDARD = { name: "Standard", price: 499, freeFrom: 7500, currency: "USD" };
  const EXPRESS = { name: "Express", price: 1499, freeFrom: null, currency: "USD" };
  let kept: Record<string, unknown>[];

  before(async () => {
    kept = await sql("SELECT * FROM shipping_options");
  });
  beforeEach(() => sql("DELETE FROM shipping_options"));
  after(async () => {
    await sql("DELETE FROM shipping_options");
    await sql(
      "INSERT INTO shipping_options SELECT * FROM json_populate_recordset(NULL::shipping_options, $1::json)",
      [JSON.stringify(kept)],
    );
  });

  it("creates the first two options once, in parallel processes", async () => {
    const made = await Promise.all([1, 2, 3].map(() => ensureShippingOptions()));
    expect(made.reduce((a, b) => a + b)).to.equal(2);
    expect(await stored()).to.deep.equal([STANDARD, EXPRESS]);
  });

  it("keeps changed options, and does not restore deleted ones", async () => {
    await ensureShippingOptions();
    await sql("UPDATE shipping_options SET price_amount = 0 WHERE name = 'Standard'");
    await sql("DELETE FROM shipping_options WHERE name = 'Express'");
    expect(await ensureShippingOptions()).to.equal(0);
    expect(await stored()).to.deep.equal([{ ...STANDARD, price: 0 }]);
  });
});
