import "../../src/models/index.js";
import { Readable } from "node:stream";
import type { Rejection, Warning } from "../../src/importers/shopify/importedProduct.js";
import { type ImportOptions, importProducts } from "../../src/services/catalog/import/importProducts.js";
import { sql } from "./database.js";
import { type Cells, toCsv } from "../lib/shopify/csv.js";

/** A variant with tracked stock. */
export const counted = (quantity: number, cells: Cells = {}): Cells => ({
  "Variant Inventory Tracker": "shopify",
  "Variant Inventory Qty": String(quantity),
  ...cells,
});

/** Imports rows or a whole text; the summary lists rejections and warnings as "file:line column: reason". */
export async function importRows(content: Cells[] | string, options: Partial<ImportOptions> = {}) {
  const text = typeof content === "string" ? content : toCsv(content);
  const rejections: Rejection[] = [];
  const warnings: Warning[] = [];
  const summary = await importProducts(() => Readable.from([text]), {
    file: "p.csv",
    onRejected: (refused) => void rejections.push(...refused),
    onWarned: (warned) => void warnings.push(...warned),
    ...options,
  });
  const inWords = ({ file, line, column, reason }: Rejection) =>
    `${file}:${line} ${column ?? "-"}: ${reason}`;
  return { ...summary, refused: rejections.map(inWords), warned: warnings.map(inWords) };
}

/** Deletes the orders as well, because their lines refer to products. */
export async function emptyCatalog(): Promise<void> {
  await sql("TRUNCATE products, categories, orders, idempotency_keys CASCADE");
  await sql("DELETE FROM events WHERE name LIKE 'order.%'");
  await sql("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs");
}

/** Every row of the catalogue and its stock, including times and versions. */
export async function catalogRows(): Promise<string> {
  const tables = [
    ...(["products", "product_variants", "product_images", "product_categories"] as const),
    ...(["categories", "stock_items", "stock_movements"] as const),
  ];
  const contents = await Promise.all(
    tables.map((table) => sql(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`)),
  );
  return JSON.stringify(contents);
}

/** Variants whose stock is not the sum of its movements. */
export const unexplainedStock = () =>
  sql(`SELECT s.variant_id FROM stock_items s LEFT JOIN stock_movements m USING (variant_id)
       GROUP BY s.variant_id, s.on_hand HAVING s.on_hand <> coalesce(sum(m.delta), 0)`);

export type StoredVariant = {
  id: string;
  sku: string | null;
  title: string;
  options: Record<string, string>;
  price: number;
  compareAt: number | null;
  barcode: string | null;
  image: string | null;
  onHand: number;
  tracked: boolean;
  backorder: boolean;
  deltas: number[];
};

/** The live variants of a product, in display order. */
export const variantsOf = (slug: string): Promise<StoredVariant[]> =>
  sql<StoredVariant>(
    `SELECT v.id, v.sku, v.title, v.options, v.price_amount AS price, v.compare_at_amount AS "compareAt", v.barcode,
       i.url AS image, s.on_hand AS "onHand", s.tracked, s.backorder,
       ARRAY(SELECT delta FROM stock_movements m WHERE m.variant_id = v.id AND reason = 'import' ORDER BY m.created_at, m.id) AS deltas
     FROM products p JOIN product_variants v ON v.product_id = p.id JOIN stock_items s ON s.variant_id = v.id
     LEFT JOIN product_images i ON i.id = v.image_id
     WHERE p.slug = $1 AND p.deleted_at IS NULL AND v.deleted_at IS NULL ORDER BY v.position, v.id`,
    [slug],
  );

export type StoredProduct = {
  id: string;
  title: string;
  description: string;
  brand: string | null;
  status: string;
  options: { name: string; values: string[] }[];
  tags: string[];
  version: number;
  price: number;
  images: string[];
  categories: string[];
};

export async function productOf(slug: string): Promise<StoredProduct> {
  const [product] = await sql<StoredProduct>(
    `SELECT p.id, title, p.description, brand, status, options, tags, p.version, price_amount AS price,
       ARRAY(SELECT url FROM product_images i WHERE i.product_id = p.id ORDER BY i.position) AS images,
       ARRAY(SELECT c.slug FROM product_categories pc JOIN categories c ON c.id = pc.category_id
             WHERE pc.product_id = p.id ORDER BY c.slug) AS categories
     FROM products p WHERE slug = $1 AND deleted_at IS NULL`,
    [slug],
  );
  if (!product) throw new Error(`There is no product ${slug}`);
  return product;
}
