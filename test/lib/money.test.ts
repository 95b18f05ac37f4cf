import { expect } from "chai";
import fc from "fast-check";
import { isCurrency, minorUnitDigits } from "../../src/lib/money/currencies.js";
import { formatMoney, MAX_AMOUNT, money, moneyOrNull } from "../../src/lib/money/money.js";

/** A formatted amount, converted back to minor units. */
const amountIn = (formatted: string): number =>
  Number(formatted.replace(/[^\d]/g, "")) * (formatted.includes("-") ? -1 : 1);

describe("Money", () => {
  it("has the decimal places of ISO 4217", () => {
    expect(["USD", "EUR", "JPY", "KRW", "KWD", "BHD"].map(minorUnitDigits)).to.deep.equal([2, 2, 0, 0, 3, 3]);
    // Intl differs from the standard here: it has no decimals for any of these.
    expect(["HUF", "RSD", "IDR", "COP", "IQD"].map(minorUnitDigits)).to.deep.equal([2, 2, 2, 2, 3]);
  });

  it("accepts the codes of currencies for payments only", () => {
    for (const code of ["USD", "XAF", "XCG", "SLE"]) expect(isCurrency(code), code).to.equal(true);
    // Unassigned, withdrawn, a metal, a unit of account, for tests, no currency, lower-case, empty, too short.
    for (const code of ["ABC", "DEM", "XAU", "CLF", "XTS", "XXX", "usd", "", "US"])
      expect(isCurrency(code), code).to.equal(false);
  });

  it("is formatted in full, with the decimal places of its currency", () => {
    const shown: [number, string, string][] = [
      [1999, "USD", "$19.99"],
      [5, "USD", "$0.05"],
      [0, "USD", "$0.00"],
      [-5, "USD", "-$0.05"],
      [-1999, "USD", "-$19.99"],
      [MAX_AMOUNT, "USD", "$21,474,836.47"],
      [1999, "JPY", "¥1,999"],
      [0, "JPY", "¥0"],
      [1999, "KWD", "KWD 1.999"],
      [7, "KWD", "KWD 0.007"],
      [460050, "HUF", "HUF 4,600.50"],
      [1999, "DEM", "DEM 19.99"],
    ];
    for (const [amount, currency, expected] of shown)
      expect(formatMoney({ amount, currency }).replace(/\u00a0/g, " ")).to.equal(expected);
    expect(formatMoney({ amount: 123456, currency: "EUR" }, "de-DE").replace(/\u00a0/g, " ")).to.equal(
      "1.234,56 €",
    );
  });

  it("loses no minor unit when it is formatted (property)", () => {
    const currency = fc.constantFrom("USD", "EUR", "GBP", "JPY", "KWD");
    const safe = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(safe, currency, (amount, code) => {
        const formatted = formatMoney({ amount, currency: code });
        expect(amountIn(formatted) + 0).to.equal(amount + 0);
        const places = minorUnitDigits(code);
        if (places > 0) expect(formatted).to.match(new RegExp(`\\.\\d{${places}}$`));
      }),
    );
  });

  it("is null if there is no amount", () => {
    expect(moneyOrNull(null, "USD")).to.equal(null);
    expect(moneyOrNull(0, "USD")).to.deep.equal(money(0, "USD"));
  });
});
