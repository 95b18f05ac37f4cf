import { PURCHASABLE } from "./productRows.js";

/** The filters of a list. A filter that is omitted or null does not apply. */
export type ProductFilter = {
  /** The words of a search; null: no search; empty: a search without words, which finds nothing. */
  words?: string[] | null;
  /** Id or slug; includes descendants. */
  category?: string | null;
  tag?: string | null;
  brand?: string | null;
  /** Minor units; compared with the cheapest variant. */
  minPrice?: number | null;
  maxPrice?: number | null;
  onSale?: boolean | null;
  inStock?: boolean | null;
  minRating?: number | null;
  /** One variant must have one of the values for each name. */
  options?: [name: string, values: string[]][];
  /** For staff. */
  status?: string | null;
  /** For staff: the search also matches this SKU. */
  sku?: string | null;
};

/** Collects parameters while the SQL is built: `add(value)` returns the placeholder. */
export class Parameters {
  readonly values: Record<string, unknown> = {};
  #count = 0;

  add = (value: unknown): string => {
    const name = `p${++this.#count}`;
    this.values[name] = value;
    return `:${name}`;
  };
}

const isSet = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

/** The conditions of a filter on products `p`. The SQL depends only on which filters are set, never on their values. */
export function conditionsOf(filter: ProductFilter, { add }: Parameters): string[] {
  const {
    words,
    category,
    tag,
    brand,
    minPrice,
    maxPrice,
    onSale,
    inStock,
    minRating,
    options = [],
  } = filter;
  return [
    ...(isSet(words) ? [searchCondition(words, filter.sku, add)] : []),
    ...(isSet(category) ? [inCategory(add(category))] : []),
    ...(isSet(tag) ? [`p.tags @> ARRAY[${add(tag)}]::text[]`] : []),
    ...(isSet(brand) ? [`lower(p.brand) = lower(${add(brand)}::text)`] : []),
    ...(isSet(minPrice) ? [`p.price_amount >= ${add(minPrice)}::integer`] : []),
    ...(isSet(maxPrice) ? [`p.price_amount <= ${add(maxPrice)}::integer`] : []),
    ...(isSet(onSale) ? [onSale ? "p.on_sale" : "NOT p.on_sale"] : []),
    ...(isSet(inStock) ? [`${inStock ? "" : "NOT "}${SOME_PURCHASABLE}`] : []),
    ...(isSet(minRating) ? [`p.rating_average >= ${add(minRating)}::numeric`] : []),
    ...(options.length > 0 ? [hasOptions(options, add)] : []),
    ...(isSet(filter.status) ? [`p.status = ${add(filter.status)}`] : []),
  ];
}

const searchCondition = (words: string[], sku: string | null | undefined, add: Parameters["add"]): string => {
  const title = `p.search_vector @@ title_query(${add(words)}::text[])`;
  if (!isSet(sku)) return title;
  return `(${title} OR EXISTS (
    SELECT FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL AND v.sku = ${add(sku)}))`;
};

/** Collects the categories into an array first, so that the index on products by category can be used. */
const inCategory = (parameter: string): string => `EXISTS (
  SELECT FROM product_categories pc
  WHERE pc.product_id = p.id AND pc.category_id = ANY (ARRAY(
    WITH RECURSIVE branch AS (
      SELECT id FROM categories WHERE slug = ${parameter} OR id::text = lower(${parameter})
      UNION
      SELECT c.id FROM categories c JOIN branch b ON c.parent_id = b.id
    ) SELECT id FROM branch)))`;

const SOME_PURCHASABLE = `EXISTS (
  SELECT FROM product_variants v JOIN stock_items s ON s.variant_id = v.id
  WHERE v.product_id = p.id AND v.deleted_at IS NULL AND ${PURCHASABLE})`;

const hasOptions = (options: [string, string[]][], add: Parameters["add"]): string => {
  const each = options.map(
    ([name, values]) => `AND v.options ->> ${add(name)}::text = ANY (${add(values)}::text[])`,
  );
  return `EXISTS (
    SELECT FROM product_variants v WHERE v.product_id = p.id AND v.deleted_at IS NULL ${each.join(" ")})`;
};
