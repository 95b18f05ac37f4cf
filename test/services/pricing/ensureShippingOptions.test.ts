import { expect } from "chai";
import { ShippingOption } from "../../../src/models/pricing/ShippingOption.js";
import { ensureShippingOptions } from "../../../src/services/pricing/ensureShippingOptions.js";
import { sql } from "../../support/database.js";

describe("ensureShippingOptions", () => {
  const stored = () =>
    sql(
      `SELECT name, price_amount AS price, free_from_amount AS "freeFrom", currency FROM shipping_options ORDER BY position`,
    );
  const STANDARD = { name: "Standard", price: 499, freeFrom: 7500, currency: "USD" };
  const EXPRESS = { name: "Express", price: 1499, freeFrom: null, currency: "USD" };
  const clear = () => ShippingOption.destroy({ where: {} });
  let kept: ShippingOption[];

  before(async () => {
    kept = await ShippingOption.findAll();
  });
  beforeEach(clear);
  after(async () => {
    await clear();
    await ShippingOption.bulkCreate(kept.map((option) => option.get()));
  });

  it("creates the first two options once, in parallel processes", async () => {
    const made = await Promise.all([1, 2, 3].map(() => ensureShippingOptions()));
    expect(made.reduce((a, b) => a + b)).to.equal(2);
    expect(await stored()).to.deep.equal([STANDARD, EXPRESS]);
  });

  it("keeps changed options", async () => {
    await ensureShippingOptions();
    await ShippingOption.update({ priceAmount: 0 }, { where: { name: "Standard" } });
    expect(await ensureShippingOptions()).to.equal(0);
    expect(await stored()).to.deep.equal([{ ...STANDARD, price: 0 }, EXPRESS]);
  });

  it("does not restore deleted options", async () => {
    await ensureShippingOptions();
    await ShippingOption.destroy({ where: { name: "Express" } });
    expect(await ensureShippingOptions()).to.equal(0);
    expect(await stored()).to.deep.equal([STANDARD]);
  });
});
