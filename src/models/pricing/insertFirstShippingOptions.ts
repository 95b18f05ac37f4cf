import { statement } from "../../database/statement.js";

type FirstOption = {
  id: string;
  name: string;
  description: string;
  priceAmount: number;
  freeFromAmount: number | null;
  currency: string;
  position: number;
};

/**
 * Inserts shipping options into an empty table, else nothing. When two processes start at once, each option is inserted once.
 * Hand-written, because it is a conditional write.
 */
export const insertFirstShippingOptions = statement<{ id: string }, { options: FirstOption[] }>(`
  INSERT INTO shipping_options (id, name, description, price_amount, free_from_amount, currency, position)
  SELECT * FROM jsonb_to_recordset(:options::jsonb) AS r (
    id uuid, name text, description text, "priceAmount" integer, "freeFromAmount" integer, currency text, position integer)
  WHERE NOT EXISTS (SELECT FROM shipping_options)
  ON CONFLICT DO NOTHING RETURNING id`);
