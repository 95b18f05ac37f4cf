import { config } from "../../../config.js";
import { columnOf, type ProductFields, VARIANT_FIELDS, type VariantFields } from "../productFields.js";

/**
 * The columns that every catalogue read returns: plain rows for the views, with images, categories and stock aggregated
 * per product, so that a page takes one statement.
 */

export type ImageRow = { url: string; alt: string | null; width: number | null; height: number | null };
export type CategoryRef = { id: string; slug: string; name: string };

/** A variant with its stock. */
export type VariantRow = Omit<VariantFields, "currency" | "imageId" | "position"> & {
  id: string;
  image: ImageRow | null;
  tracked: boolean;
  backorder: boolean;
  onHand: number;
  reserved: number;
};

type DetailFields = "seoTitle" | "seoDescription";

export type ProductRow = Omit<ProductFields, DetailFields> & {
  id: string;
  /** Of the cheapest variant; a live product has at least one variant. */
  priceAmount: number;
  compareAtAmount: number | null;
  /** Of all its variants. */
  currency: string;
  onSale: boolean;
  ratingAverage: number | null;
  ratingCount: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  images: ImageRow[] | null;
  categories: CategoryRef[] | null;
  inStock: boolean | null;
  /** Increases when a stock row or a category changes; the product's own version covers everything else. */
  partsVersion: string;
  /** Only when requested. */
  variants?: VariantRow[];
};

/** With the columns that only the detail shows. */
export type ProductDetailRow = ProductRow & Pick<ProductFields, DetailFields>;

/** The row that staff see and that every write starts from. */
export type StaffImageRow = ImageRow & { id: string; position: number };
export type StaffVariantRow = VariantRow & VariantFields;
export type StaffProductRow = Omit<ProductDetailRow, "images" | "categories" | "variants"> & {
  images: StaffImageRow[];
  categories: CategoryRef[];
  variants: StaffVariantRow[];
};

/**
 * Live, active and priced in the shop's currency. The triggers clear price and currency of a product without variants, and
 * all variants of a product have one currency.
 */
export const ON_SALE = `p.status = 'active' AND p.deleted_at IS NULL AND p.price_amount IS NOT NULL AND p.currency = '${config.currency}'`;

/** A variant that can be bought right now, of product_variants v and stock_items s. */
export const PURCHASABLE = "(NOT s.tracked OR s.backorder OR s.on_hand > s.reserved)";

/** Columns of product `p` that only the detail shows. */
export const DETAIL_COLUMNS = `p.seo_title AS "seoTitle", p.seo_description AS "seoDescription"`;

/** Columns of product `p` itself that lists and the detail show. */
export const OWN_COLUMNS = `p.id, p.slug, p.title, p.description, p.brand, p.status, p.options, p.tags,
  p.price_amount AS "priceAmount", p.compare_at_amount AS "compareAtAmount", p.currency, p.on_sale AS "onSale",
  p.rating_average::float8 AS "ratingAverage", p.rating_count AS "ratingCount", p.version,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

const { currency: _, imageId: __, position: ___, ...SHOWN_FIELDS } = VARIANT_FIELDS;
const columnsOf = (fields: Record<string, string>) =>
  Object.keys(fields).map((name): [string, string] => [name, `v.${columnOf(name)}`]);
const IMAGE_COLUMN = `
  CASE WHEN v.image_id IS NOT NULL THEN (
    SELECT json_build_object('url', i.url, 'alt', i.alt, 'width', i.width, 'height', i.height)
    FROM product_images i WHERE i.product_id = v.product_id AND i.id = v.image_id) END`;
const variantColumns = (fields: Record<string, string>): [name: string, sql: string][] => [
  ["id", "v.id"],
  ...columnsOf(fields),
  ["image", IMAGE_COLUMN],
  ...["tracked", "backorder", "onHand", "reserved"].map((name): [string, string] => [
    name,
    `s.${columnOf(name)}`,
  ]),
];
const VARIANT_COLUMNS = { public: variantColumns(SHOWN_FIELDS), staff: variantColumns(VARIANT_FIELDS) };

/** `variants`: include them. `forStaff`: images have ids, and variants have all fields. */
export type Parts = { variants: boolean; forStaff?: boolean };

/** A row as the statement returns it. Each variant is an array, which takes PostgreSQL half the time of an object. */
export type EncodedRow = Omit<ProductRow, "variants"> & { variants?: unknown[][] | null };
export type EncodedDetailRow = EncodedRow & Pick<ProductFields, DetailFields>;

const decoder = (columns: [name: string, sql: string][]) => {
  const names = columns.map(([name]) => name);
  return (values: unknown[]) => {
    const variant: Record<string, unknown> = {};
    for (let at = 0; at < names.length; at++) variant[names[at] as string] = values[at];
    return variant;
  };
};
const [decodePublic, decodeStaff] = [decoder(VARIANT_COLUMNS.public), decoder(VARIANT_COLUMNS.staff)];

export function decodeProduct<Row extends EncodedRow>({
  variants,
  ...row
}: Row): Omit<Row, "variants"> & Pick<ProductRow, "variants"> {
  if (variants === undefined) return row;
  return { ...row, variants: (variants ?? []).map(decodePublic) as VariantRow[] };
}

export const decodeStaffProduct = ({ variants, ...row }: EncodedDetailRow): StaffProductRow => ({
  ...row,
  images: (row.images ?? []) as StaffImageRow[],
  categories: row.categories ?? [],
  variants: (variants ?? []).map(decodeStaff) as StaffVariantRow[],
});

/** The parts of product `p`: one lateral join each, for the rows of a page only. */
export const partColumns = ({ variants }: Parts): string =>
  `images.images, categories.categories, stock."inStock",
   coalesce(stock.version, 0) + coalesce(categories.version, 0) AS "partsVersion"${variants ? ", stock.variants" : ""}`;

const variantValues = (forStaff = false): string =>
  VARIANT_COLUMNS[forStaff ? "staff" : "public"].map(([, sql]) => sql).join(", ");

export const partJoins = ({ variants, forStaff }: Parts): string => `
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object(${forStaff ? "'id', i.id, 'position', i.position, " : ""}'url', i.url, 'alt', i.alt, 'width', i.width, 'height', i.height)
                    ORDER BY i.position, i.id) AS images
    FROM product_images i WHERE i.product_id = p.id
  ) images
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('id', c.id, 'slug', c.slug, 'name', c.name) ORDER BY c.name, c.id) AS categories,
           sum(c.version) AS version
    FROM product_categories pc JOIN categories c ON c.id = pc.category_id WHERE pc.product_id = p.id
  ) categories
  CROSS JOIN LATERAL (
    SELECT bool_or${PURCHASABLE} AS "inStock", sum(s.version) AS version
           ${variants ? `, json_agg(json_build_array(${variantValues(forStaff)}) ORDER BY v.position, v.id) AS variants` : ""}
    FROM product_variants v JOIN stock_items s ON s.variant_id = v.id
    WHERE v.product_id = p.id AND v.deleted_at IS NULL
  ) stock`;
