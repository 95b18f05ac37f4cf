import { config } from "../config.js";
import { findForeignPrices, type ForeignPrices } from "../models/pricing/foreignPrices.js";
import { StartError } from "./StartError.js";

/**
 * Prevents an amount in one currency from being charged as the same amount in another: after a change of CURRENCY the
 * shop does not start until its prices are converted.
 * @throws StartError with the number of prices in another currency, and some of their names
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
