import { config } from "../config.js";
import { findForeignPrices, type ForeignPrices } from "../models/pricing/foreignPrices.js";
import { StartError } from "./StartError.js";

/**
 * An amount of one currency must never be sold as the same amount of another: a shop whose CURRENCY was changed does not
 * start before its prices are converted.
 * @throws StartError that counts what is priced in another currency, and names a few
 */
export async function assertCurrency(): Promise<void> {
  const found = await findForeignPrices({ currency: config.currency });
  if (found.length === 0) return;
  const before = [...new Set(found.map(({ currency }) => currency))].join(" or ");
  throw new StartError(
    [
      `CURRENCY is ${config.currency}, but there are prices in another currency:`,
      ...found.map((prices) => `  - ${inWords(prices)}`),
      `Set CURRENCY=${before}, or convert these prices first: docs/operations.md, "Changing the currency".`,
    ].join("\n"),
  );
}

function inWords({ kind, currency, count, names }: ForeignPrices): string {
  const what = count === 1 ? kind.slice(0, -1) : kind;
  const others = count > names.length ? ", …" : "";
  return `${count} ${what} in ${currency}: ${names.join(", ")}${others}`;
}
