import { config } from "../../config.js";
import { minorUnitDigits } from "../../lib/money/currencies.js";
import { insertFirstShippingOptions } from "../../models/pricing/insertFirstShippingOptions.js";

/**
 * Creates the first two shipping options of a shop without any, because it could not take orders. With any option it changes
 * nothing: options that the operator changed or deleted stay so.
 * @returns how many were created
 */
export async function ensureShippingOptions(): Promise<number> {
  const { currency } = config;
  // 4.99 in most currencies, 499 in those without minor units, such as yen.
  const amount = (cents: number) => (minorUnitDigits(currency) === 3 ? cents * 10 : cents);
  const options = [
    {
      id: "019d6a3e-0000-7000-8000-000000000001",
      name: "Standard",
      description: "3 to 5 working days",
      priceAmount: amount(499),
      freeFromAmount: amount(7500),
    },
    {
      id: "019d6a3e-0000-7000-8000-000000000002",
      name: "Express",
      description: "The next working day",
      priceAmount: amount(1499),
      freeFromAmount: null,
    },
  ];
  const rows = options.map((option, position) => ({ ...option, currency, position }));
  return (await insertFirstShippingOptions({ options: rows })).length;
}
