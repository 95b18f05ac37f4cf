/**
 * The baseline: node:http, pg and one minimal named statement per request, without validation, error handling and log.
 * It returns the same products with the same fields, so the difference is the cost of everything else.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "pg";

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const PARTS = `
  (SELECT json_agg(json_build_object('url', i.url, 'alt', i.alt, 'width', i.width, 'height', i.height)
     ORDER BY i.position, i.id) FROM product_images i WHERE i.product_id = p.id) AS images,
  (SELECT json_agg(json_build_object('id', c.id, 'slug', c.slug, 'name', c.name))
     FROM product_categories pc JOIN categories c ON c.id = pc.category_id WHERE pc.product_id = p.id) AS categories,
  (SELECT json_agg(json_build_object('id', v.id, 'sku', v.sku, 'title', v.title, 'options', v.options,
     'price', v.price_amount, 'compareAtPrice', v.compare_at_amount, 'available', s.on_hand - s.reserved,
     'barcode', v.barcode, 'weightGrams', v.weight_grams) ORDER BY v.position, v.id)
     FROM product_variants v JOIN stock_items s ON s.variant_id = v.id
     WHERE v.product_id = p.id AND v.deleted_at IS NULL) AS variants`;
const COLUMNS = `p.id, p.slug, p.title, p.description, p.brand, p.status, p.options, p.tags, p.price_amount,
  p.compare_at_amount, p.on_sale, p.rating_average, p.rating_count, p.created_at, p.updated_at`;
const LIVE = "p.status = 'active' AND p.deleted_at IS NULL";
const page = (where: string, order: string, parts = PARTS) => `SELECT p.*, ${parts} FROM (
  SELECT ${COLUMNS} FROM products p WHERE ${LIVE} ${where} ORDER BY ${order} LIMIT 24) p`;

const statements = {
  list: page("AND (p.created_at, p.id) < ($1, $2)", "p.created_at DESC, p.id DESC"),
  detail: `SELECT ${COLUMNS}, ${PARTS} FROM products p WHERE p.slug = $1 AND ${LIVE}`,
  search: page(
    `AND p.search_vector @@ to_tsquery('english', $1) AND p.price_amount BETWEEN $2 AND $3
     AND p.id IN (SELECT product_id FROM product_categories WHERE category_id = $4)`,
    "p.price_amount, p.id",
  ),
};

async function main(): Promise<void> {
  const server = createServer((request, response) => {
    const url = new URLSearchParams(request.url?.split("?")[1]);
    const name = url.get("s") as keyof typeof statements;
    const query = { name, text: statements[name], values: url.getAll("v") };
    void pool.query(query).then(({ rows }) => {
      const body = Buffer.from(JSON.stringify({ data: rows }));
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
      response.end(body);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send?.((server.address() as AddressInfo).port);
}
void main();
