import { config } from "../../config.js";

/**
 * The columns of products as every read of the shop window has them: plain rows for the views, images, categories
 * and stock folded in per product, so that a page is one statement.
 */

export type ImageRow = {
  id?: string;
  url: string;
  alt: string | null;
  width: number | null;
  height: number | null;
};
export type CategoryRef = { id: string; slug: string; name: string };

/** A variant and its stock, in the order of VARIANT_COLUMNS: an array is half the work of an object on both sides. */
export type VariantRow = [
  id: string,
  sku: string | null,
  title: string,
  options: Record<string, string>,
  priceAmount: number,
  compareAtAmount: number | null,
  barcode: string | null,
  weightGrams: number | null,
  image: ImageRow | null,
  tracked: boolean,
  backorder: boolean,
  onHand: number,
  reserved: number,
];

export type ProductRow = {
  id: string;
  slug: string;
  title: string;
  description: string;
  brand: string | null;
  status: "draft" | "active" | "archived";
  options: { name: string; values: string[] }[];
  tags: string[];
  /** The cheapest variant's; a live product has at least one. */
  priceAmount: number;
  compareAtAmount: number | null;
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
  /** Moves when a stock row or a category's own data does; the product's version moves with all the rest. */
  partsVersion: string;
  /** Only where they were asked for. */
  variants?: VariantRow[] | null;
};

/**
 * Live, active and priced in the shop's currency. The triggers clear price and currency of a product without variants, and
 * all variants of a product have one currency.
 */
export const ON_SALE = `p.status = 'active' AND p.deleted_at IS NULL AND p.price_amount IS NOT NULL AND p.currency = '${config.currency}'`;

/** A variant that can be bought right now, of product_variants v and stock_items s. */
export const PURCHASABLE = "(NOT s.tracked OR s.backorder OR s.on_hand > s.reserved)";

/** Columns of product `p` itself. */
export const OWN_COLUMNS = `p.id, p.slug, p.title, p.description, p.brand, p.status, p.options, p.tags,
  p.price_amount AS "priceAmount", p.compare_at_amount AS "compareAtAmount", p.currency, p.on_sale AS "onSale",
  p.rating_average::float8 AS "ratingAverage", p.rating_count AS "ratingCount", p.version,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

const VARIANT_COLUMNS = `
  v.id, v.sku, v.title, v.options, v.price_amount, v.compare_at_amount, v.barcode, v.weight_grams,
  CASE WHEN v.image_id IS NOT NULL THEN (
    SELECT json_build_object('url', i.url, 'alt', i.alt, 'width', i.width, 'height', i.height)
    FROM product_images i WHERE i.product_id = v.product_id AND i.id = v.image_id) END,
  s.tracked, s.backorder, s.on_hand, s.reserved`;

/** With variants? For staff, whose images have ids? */
export type Parts = { variants: boolean; imageIds?: boolean };

/** What belongs to product `p`: one lateral join each, for the rows of a page only. */
export const partColumns = ({ variants }: Parts): string =>
  `images.images, categories.categories, stock."inStock",
   coalesce(stock.version, 0) + coalesce(categories.version, 0) AS "partsVersion"${variants ? ", stock.variants" : ""}`;

export const partJoins = ({ variants, imageIds }: Parts): string => `
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object(${imageIds ? "'id', i.id, " : ""}'url', i.url, 'alt', i.alt, 'width', i.width, 'height', i.height)
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
           ${variants ? `, json_agg(json_build_array(${VARIANT_COLUMNS}) ORDER BY v.position, v.id) AS variants` : ""}
    FROM product_variants v JOIN stock_items s ON s.variant_id = v.id
    WHERE v.product_id = p.id AND v.deleted_at IS NULL
  ) stock`;
