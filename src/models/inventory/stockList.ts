import { dynamicStatement, statement } from "../../database/statement.js";
import { NotFound } from "../../errors/system.js";
import type { PageStart } from "../../lib/paging.js";

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
  /** Words of the product's title, or an SKU. */
  search: { words: string[]; sku: string } | null;
  /** Tracked variants with at most this many pieces available. */
  lowStock: number | null;
};

const SELECT = `
  SELECT s.variant_id AS "variantId", v.product_id AS "productId", v.sku, p.title, v.title AS "variantTitle",
         s.tracked, s.backorder, s.on_hand AS "onHand", s.reserved, s.version, s.updated_at AS "updatedAt"`;
const FROM = `
  FROM stock_items s
  JOIN product_variants v ON v.id = s.variant_id AND v.deleted_at IS NULL
  JOIN products p ON p.id = v.product_id AND p.deleted_at IS NULL`;

/** Shares its columns with the list. */
const one = statement<StockRow, { variantId: string }>(`${SELECT} ${FROM} WHERE s.variant_id = :variantId`);

/** @throws NotFound when the variant does not exist or is deleted */
export async function findStock(variantId: string): Promise<StockRow> {
  const [row] = await one({ variantId });
  if (!row) throw new NotFound();
  return row;
}

function conditionsOf({ search, lowStock }: StockFilter): string[] {
  const conditions = ["true"];
  if (search) conditions.push("(p.search_vector @@ title_query(:words::text[]) OR v.sku = :sku)");
  if (lowStock !== null) conditions.push("s.tracked AND s.on_hand - s.reserved <= :lowStock::integer");
  return conditions;
}

const paramsOf = ({ search, lowStock }: StockFilter) => ({
  words: search?.words ?? null,
  sku: search?.sku ?? null,
  lowStock,
});

/**
 * A page of stock, the newest variants first. Hand-written like countStock(), because the ORM cannot express the full-text
 * condition.
 */
export async function listStock(filter: StockFilter, limit: number, start: PageStart) {
  const conditions = conditionsOf(filter);
  const [after = null] = ("after" in start && start.after) || [];
  if (after !== null) conditions.push("s.variant_id < :after::uuid");
  const text = `${SELECT} ${FROM} WHERE ${conditions.join(" AND ")}
    ORDER BY s.variant_id DESC LIMIT :limit OFFSET :offset`;
  const offset = "offset" in start ? start.offset : 0;
  const params = { ...paramsOf(filter), after, limit: limit + 1, offset };
  const found = await dynamicStatement<StockRow, typeof params>(text)(params);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: last && found.length > limit ? [last.variantId] : null };
}

export async function countStock(filter: StockFilter): Promise<number> {
  const text = `SELECT count(*)::integer AS total ${FROM} WHERE ${conditionsOf(filter).join(" AND ")}`;
  const params = paramsOf(filter);
  const [row] = await dynamicStatement<{ total: number }, typeof params>(text)(params);
  return row?.total ?? 0;
}
