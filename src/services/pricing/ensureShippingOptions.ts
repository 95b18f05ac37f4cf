import { config } from "../../config.js";
import { positional } from "../../database/statement.js";
import { minorUnitDigits } from "../../lib/currencies.js";

const insert = positional<{ id: string }>(
  `INSERT INTO shipping_options (id, name, description, price_amount, free_from_amount, currency, position)
   SELECT * FROM json_to_recordset($1::json) AS r (
     id uuid, name text, description text, "priceAmount" integer, "freeFromAmount" integer, currency text, position integer)
   WHERE NOT EXISTS (SELECT FROM shipping_options)
   ON CONFLICT DO NOTHING RETURNING id`,
);

/**
 * Gives a shop that has no way to ship its first two, because nobody could check out. Where there is any, nothing
 * happens: what the operator changed, or took away, stays so.
 * @returns how many were made
 */
export async function ensureShippingOptions(): Promise<number> {
  const { currency } = config;
  // 4.99 in most currencies; 499 where there are no smaller units, as in yen, whose prices have as many digits.
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
  return (await insert([JSON.stringify(rows)])).length;
}
