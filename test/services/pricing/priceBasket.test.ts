import { expect } from "chai";
import fc from "fast-check";
import { allocate } from "../../../src/lib/money/allocate.js";
import { MAX_CART_LINES, MAX_LINE_QUANTITY } from "../../../src/models/cart/vocabulary.js";
import type { Adjustment, PricedLine } from "../../../src/models/pricing/pricedBasket.js";
import { priceBasket, totalsOf } from "../../../src/services/pricing/priceBasket.js";

const RUNS = { numRuns: 1000 };
const price = fc.nat(1_000_000);
const line = fc.record({
  unitPriceAmount: price,
  currency: fc.constantFrom("USD", "USD", "USD", "EUR"),
  quantity: fc.integer({ min: 1, max: MAX_LINE_QUANTITY }),
});
const basket = fc.record({
  currency: fc.constant("USD"),
  lines: fc.array(line, { maxLength: MAX_CART_LINES }),
  shippingOption: fc.option(
    fc.record({ id: fc.uuid(), priceAmount: price, freeFromAmount: fc.option(fc.nat(100_000_000)) }),
  ),
});
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const amountsOf = (adjustments: Adjustment[]) => sum(adjustments.map(({ amount }) => amount));

const MUG = { unitPriceAmount: 1000, currency: "USD", quantity: 2 };
const STANDARD = { id: "standard", priceAmount: 499, freeFromAmount: 7500 };

describe("priceBasket", () => {
  it("adds shipping to the subtotal, with the option as the source", () => {
    const priced = priceBasket({ currency: "USD", lines: [MUG], shippingOption: STANDARD });
    expect(priced).to.deep.equal({
      lines: [{ ...MUG, subtotalAmount: 2000, adjustments: [] }],
      adjustments: [{ kind: "shipping", source: "standard", amount: 499 }],
      totals: { subtotal: 2000, discount: 0, shipping: 499, tax: 0, total: 2499 },
    });
  });

  it("ships for free from the option's subtotal on", () => {
    const totalOf = (unitPriceAmount: number) =>
      priceBasket({
        currency: "USD",
        lines: [{ ...MUG, unitPriceAmount, quantity: 1 }],
        shippingOption: STANDARD,
      }).totals.total;
    expect([7499, 7500].map(totalOf)).to.deep.equal([7998, 7500]);
  });

  it("costs nothing without lines of its currency", () => {
    for (const lines of [[], [{ ...MUG, currency: "EUR" }]]) {
      const { adjustments, totals } = priceBasket({ currency: "USD", lines, shippingOption: STANDARD });
      expect(adjustments).to.deep.equal([]);
      expect(totals).to.deep.equal({ subtotal: 0, discount: 0, shipping: 0, tax: 0, total: 0 });
    }
  });

  it("has totals that are the sums of the counted lines and the adjustments", () => {
    fc.assert(
      fc.property(basket, (given) => {
        const { lines, adjustments, totals } = priceBasket(given);
        const counted = lines.filter(({ currency }) => currency === given.currency);
        expect(totals.subtotal).to.equal(sum(counted.map((one) => one.unitPriceAmount * one.quantity)));
        const adjusted = amountsOf([...counted.flatMap((one) => one.adjustments), ...adjustments]);
        expect(totals.total).to.equal(totals.subtotal + adjusted);
        expect(totals.total).to.equal(totals.subtotal - totals.discount + totals.shipping + totals.tax);
      }),
      RUNS,
    );
  });

  it("has no negative totals, and keeps every line in place", () => {
    fc.assert(
      fc.property(basket, (given) => {
        const { lines, totals } = priceBasket(given);
        for (const amount of Object.values(totals)) expect(amount).to.be.at.least(0);
        expect(lines).to.have.length(given.lines.length);
        lines.forEach((priced, at) => expect(priced).to.include(given.lines[at]));
      }),
      RUNS,
    );
  });

  it("has the same totals in any order of the lines", () => {
    const shuffled = basket.chain((given) =>
      fc
        .shuffledSubarray(given.lines, { minLength: given.lines.length })
        .map((lines) => [given, { ...given, lines }] as const),
    );
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(priceBasket(other).totals).to.deep.equal(priceBasket(given).totals);
      }),
      RUNS,
    );
  });
});

describe("totalsOf", () => {
  /** Lines with a discount that is allocated to them, and a tax on what is left of each. */
  const discounted = fc
    .tuple(fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 1, maxLength: 50 }), fc.nat(100))
    .map(([subtotals, percent]) => {
      const discount = Math.floor((sum(subtotals) * percent) / 100);
      const parts = allocate(discount, subtotals);
      return subtotals.map((subtotalAmount, at): PricedLine => {
        const part = parts[at] ?? 0;
        const tax = Math.floor((subtotalAmount - part) / 5);
        return {
          subtotalAmount,
          adjustments: [
            { kind: "discount", source: "promotion", amount: -part },
            { kind: "tax", source: "rate", amount: tax },
          ],
        };
      });
    });
  const shipping = fc
    .nat(100_000)
    .map((amount): Adjustment[] => [{ kind: "shipping", source: "standard", amount }]);

  it("sums each kind of adjustment, of lines and of the basket", () => {
    fc.assert(
      fc.property(discounted, shipping, (lines, ofBasket) => {
        const totals = totalsOf(lines, ofBasket);
        const ofKind = (kind: string) =>
          amountsOf([...lines.flatMap((one) => one.adjustments), ...ofBasket].filter((a) => a.kind === kind));
        expect(totals.discount).to.equal(-ofKind("discount") || 0);
        expect(totals.tax).to.equal(ofKind("tax"));
        expect(totals.shipping).to.equal(ofKind("shipping"));
        expect(totals.total).to.equal(totals.subtotal - totals.discount + totals.shipping + totals.tax);
      }),
      RUNS,
    );
  });

  it("has no negative totals and no total below shipping, for any allocated discount", () => {
    fc.assert(
      fc.property(discounted, shipping, (lines, ofBasket) => {
        const totals = totalsOf(lines, ofBasket);
        for (const amount of Object.values(totals)) expect(amount).to.be.at.least(0);
        expect(totals.total).to.be.at.least(totals.shipping);
        for (const { subtotalAmount, adjustments } of lines)
          expect(subtotalAmount + amountsOf(adjustments)).to.be.at.least(0);
      }),
      RUNS,
    );
  });

  it("has a discount of 0, not of −0, without any", () => {
    expect(Object.is(totalsOf([], []).discount, 0)).to.equal(true);
  });
});
