import { statement } from "../../../database/statement.js";
import { NotFound } from "../../../errors/system.js";
import { isUuid } from "../../../lib/text/slug.js";
import {
  decodeProduct,
  decodeStaffProduct,
  DETAIL_COLUMNS,
  type EncodedDetailRow,
  ON_SALE,
  OWN_COLUMNS,
  partColumns,
  partJoins,
  type Parts,
  type ProductDetailRow,
  type StaffProductRow,
} from "./productRows.js";

const select = (where: string, parts: Parts = { variants: true }) =>
  `SELECT ${OWN_COLUMNS}, ${DETAIL_COLUMNS}, ${partColumns(parts)} FROM products p ${partJoins(parts)} WHERE ${where}`;
const forStaff = (where: string) =>
  select(`${where} AND p.deleted_at IS NULL`, { variants: true, forStaff: true });

// Performance-critical (measured): the product page.
const byId = statement<EncodedDetailRow, { key: string }>(select(`p.id = :key AND ${ON_SALE}`));
const bySlug = statement<EncodedDetailRow, { key: string }>(select(`p.slug = :key AND ${ON_SALE}`));
// The same columns, so that what staff see and what shoppers see cannot differ; the import reads a hundred at once.
const byIdForStaff = statement<EncodedDetailRow, { id: string }>(forStaff("p.id = :id"));
const byVariantForStaff = statement<EncodedDetailRow, { id: string }>(
  forStaff("p.id = (SELECT v.product_id FROM product_variants v WHERE v.id = :id AND v.deleted_at IS NULL)"),
);
const bySlugsForStaff = statement<EncodedDetailRow, { slugs: string[] }>(forStaff("p.slug = ANY (:slugs)"));

/** A product on sale with its variants, images, categories and stock, in one statement. */
export async function findProduct(idOrSlug: string): Promise<ProductDetailRow | undefined> {
  const [row] = await (isUuid(idOrSlug) ? byId : bySlug)({ key: idOrSlug });
  return row && decodeProduct(row);
}

/**
 * A product in any status, for staff.
 * @throws NotFound
 */
export const findProductForStaff = async (id: string): Promise<StaffProductRow> =>
  onlyOne(await byIdForStaff({ id }));

/**
 * The product that a live variant belongs to, for staff.
 * @throws NotFound
 */
export const findProductOfVariant = async (variantId: string): Promise<StaffProductRow> =>
  onlyOne(await byVariantForStaff({ id: variantId }));

/** The products with these slugs, in any status. */
export const findProductsBySlug = async (slugs: string[]): Promise<StaffProductRow[]> =>
  (await bySlugsForStaff({ slugs })).map(decodeStaffProduct);

function onlyOne([row]: EncodedDetailRow[]): StaffProductRow {
  if (!row) throw new NotFound();
  return decodeStaffProduct(row);
}
