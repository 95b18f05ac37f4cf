import { dynamicPositional, positional } from "../../database/statement.js";
import { NotFound } from "../../errors/system.js";
import type { PageStart } from "../../http/paging.js";

export type StockRow = {
  variantId: string;
  productId: string;
  sku: string | null;
  title: string;
  variantTitle: string;
  tracked: boolean;
  backorder: boolean;
  onHand: number;
  reserved: number;
  version: number;
  updatedAt: Date;
};

export type StockFilter = {
  /** Words of the product's title and the SKU as it was typed. */
  search: { words: string[]; sku: string } | null;
  /** Counted variants with at most this many available. */
  lowStock: number | null;
};

const SELECT = `
  SELECT s.variant_id AS "variantId", v.product_id AS "productId", v.sku, p.title, v.title AS "variantTitle",
         s.tracked, s.backorder, s.on_hand AS "onHand", s.reserved, s.version, s.updated_at AS "updatedAt"`;
const FROM = `
  FROM stock_items s
  JOIN product_variants v ON v.id = s.variant_id AND v.deleted_at IS NULL
  JOIN products p ON p.id = v.product_id AND p.deleted_at IS NULL`;

const one = positional<StockRow>(`${SELECT} ${FROM} WHERE s.variant_id = $1`);

/** @throws NotFound when there is no such variant, or it was deleted */
export async function findStock(variantId: string): Promise<StockRow> {
  const [row] = await one([variantId]);
  if (!row) throw new NotFound();
  return row;
}

function conditionsOf({ search, lowStock }: StockFilter, values: unknown[]): string[] {
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ["true"];
  if (search) {
    const title = `p.search_vector @@ title_query(${add(search.words)}::text[])`;
    conditions.push(`(${title} OR v.sku = ${add(search.sku)})`);
  }
  if (lowStock !== null) conditions.push(`s.tracked AND s.on_hand - s.reserved <= ${add(lowStock)}::integer`);
  return conditions;
}

/** A page of what is sold and how much of it there is, the newest variants first. */
export async function listStock(filter: StockFilter, limit: number, start: PageStart) {
  const values: unknown[] = [];
  const conditions = conditionsOf(filter, values);
  if ("after" in start && start.after)
    conditions.push(`s.variant_id < $${values.push(start.after[0])}::uuid`);
  const offset = "offset" in start && start.offset > 0 ? `OFFSET $${values.push(start.offset)}::integer` : "";
  const text = `${SELECT} ${FROM} WHERE ${conditions.join(" AND ")}
    ORDER BY s.variant_id DESC LIMIT ${limit + 1} ${offset}`;
  const found = await dynamicPositional<StockRow>(text)(values);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last && found.length > limit ? [last.variantId] : null };
}

export async function countStock(filter: StockFilter): Promise<number> {
  const values: unknown[] = [];
  const text = `SELECT count(*)::integer AS total ${FROM} WHERE ${conditionsOf(filter, values).join(" AND ")}`;
  const [row] = await dynamicPositional<{ total: number }>(text)(values);
  return row?.total ?? 0;
}
