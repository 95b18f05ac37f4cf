import { statement } from "../../database/statement.js";
import {
  columnOf,
  IMAGE_FIELDS,
  type ImageFields,
  PRODUCT_FIELDS,
  type ProductFields,
  VARIANT_FIELDS,
  type VariantFields,
} from "./productFields.js";

type Row<Fields> = Fields & { id: string };
type Rows<Fields> = { rows: Row<Fields>[] };

const update = (table: string, fields: Record<string, string>, more = ""): string => {
  const set = Object.keys(fields).map((name) => `${columnOf(name)} = r."${name}"`);
  const columns = Object.entries(fields).map(([name, type]) => `"${name}" ${type}`);
  return `UPDATE ${table} t SET ${set.join(", ")}${more}
    FROM json_to_recordset(:rows::json) AS r (id uuid, ${columns.join(", ")}) WHERE t.id = r.id`;
};

// Set-based: one statement writes different values to many rows, which no model call can express.
const rewrite = {
  products: statement<never, Rows<ProductFields>>(update("products", PRODUCT_FIELDS)),
  images: statement<never, Rows<ImageFields>>(update("product_images", IMAGE_FIELDS)),
  variants: statement<never, Rows<VariantFields>>(
    update("product_variants", VARIANT_FIELDS, ", deleted_at = NULL, updated_at = now()"),
  ),
};

/** Writes all fields of any number of rows in one statement; restores soft-deleted variants. */
export async function rewriteRows<Table extends keyof typeof rewrite>(
  table: Table,
  rows: Parameters<(typeof rewrite)[Table]>[0]["rows"],
): Promise<void> {
  const run = rewrite[table] as (params: { rows: object[] }) => Promise<unknown>;
  if (rows.length > 0) await run({ rows });
}
