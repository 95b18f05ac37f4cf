import { positional } from "../../database/statement.js";
import { NotFound } from "../../errors/system.js";
import { isUuid } from "../../lib/slug.js";
import { ON_SALE, OWN_COLUMNS, partColumns, partJoins, type Parts, type ProductRow } from "./productRows.js";

const parts = { variants: true };
const select = (where: string, shown: Parts = parts) =>
  `SELECT ${OWN_COLUMNS}, ${partColumns(shown)} FROM products p ${partJoins(shown)} WHERE ${where}`;

const byId = positional<ProductRow>(select(`p.id = $1 AND ${ON_SALE}`));
const bySlug = positional<ProductRow>(select(`p.slug = $1 AND ${ON_SALE}`));
const staffParts = { variants: true, imageIds: true };
const byIdForStaff = positional<ProductRow>(select("p.id = $1 AND p.deleted_at IS NULL", staffParts));
const byVariantForStaff = positional<ProductRow>(
  select(
    `p.id = (SELECT v.product_id FROM product_variants v WHERE v.id = $1 AND v.deleted_at IS NULL)
     AND p.deleted_at IS NULL`,
    staffParts,
  ),
);

/** A product of the shop window with all that belongs to it, in one statement. */
export async function findProduct(idOrSlug: string): Promise<ProductRow | undefined> {
  const [row] = await (isUuid(idOrSlug) ? byId : bySlug)([idOrSlug]);
  return row;
}

/**
 * The same for staff, in any status.
 * @throws NotFound
 */
export async function findProductForStaff(id: string): Promise<ProductRow> {
  const [row] = await byIdForStaff([id]);
  if (!row) throw new NotFound();
  return row;
}

/**
 * The product that a live variant belongs to, for staff.
 * @throws NotFound
 */
export async function findProductOfVariant(variantId: string): Promise<ProductRow> {
  const [row] = await byVariantForStaff([variantId]);
  if (!row) throw new NotFound();
  return row;
}
