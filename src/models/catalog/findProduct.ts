import { statement } from "../../database/statement.js";
import { isUuid } from "../../lib/slug.js";
import { ON_SALE, OWN_COLUMNS, partColumns, partJoins, type ProductRow } from "./productRows.js";

const parts = { variants: true };
const select = (where: string) =>
  `SELECT ${OWN_COLUMNS}, ${partColumns(parts)} FROM products p ${partJoins(parts)} WHERE ${where}`;

const byId = statement<ProductRow>(select(`p.id = $1 AND ${ON_SALE}`));
const bySlug = statement<ProductRow>(select(`p.slug = $1 AND ${ON_SALE}`));
const byIdForStaff = statement<ProductRow>(select("p.id = $1 AND p.deleted_at IS NULL"));

/** A product of the shop window with all that belongs to it, in one statement. */
export async function findProduct(idOrSlug: string): Promise<ProductRow | undefined> {
  const [row] = await (isUuid(idOrSlug) ? byId : bySlug)([idOrSlug]);
  return row;
}

/** The same for staff, in any status. */
export async function findProductForStaff(id: string): Promise<ProductRow | undefined> {
  const [row] = await byIdForStaff([id]);
  return row;
}
