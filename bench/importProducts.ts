/**
 * Measures the import of a Shopify export in products and rows per second: into an empty shop, then without a change,
 * then with every price changed.
 * `npx tsx bench/importProducts.ts [products]`
 */
process.env.DATA_DIR ??= ".data-bench-import";
import "./environment.js";
import { Readable } from "node:stream";
import { startEmbeddedPostgres } from "../src/embeddedPostgres/startEmbeddedPostgres.js";
import { migrate } from "../src/database/migrate.js";
import { sequelize, useDatabase } from "../src/database/sequelize.js";
import "../src/models/index.js";
import { importProducts } from "../src/services/catalog/import/importProducts.js";

const PRODUCTS = Number(process.argv[2] ?? 3000);
const ROUNDS = 3;
const SIZES = ["S", "M", "L"];
const HEADER =
  "Handle,Title,Body (HTML),Vendor,Product Category,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams," +
  "Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src,Image Position";

function* rows(cents: number): Generator<string> {
  yield `${HEADER}\n`;
  for (let n = 0; n < PRODUCTS; n++) {
    for (const [at, size] of SIZES.entries()) {
      const own =
        at === 0
          ? `Product ${n},<p>Made with care.</p>,Brand ${n % 40},Apparel > Shelf ${n % 50},"summer, tag-${n % 30}",true,Size`
          : ",,,,,,";
      const rest = `${size},B-${n}-${size},250,shopify,${(n * 7) % 100},${10 + (n % 90)}.${cents}`;
      yield `product-${n},${own},${rest},https://images.example/${n}-${at}.jpg,${at + 1}\n`;
    }
  }
}

async function measure(what: string, cents: number): Promise<void> {
  const {
    products,
    rows: counted,
    seconds,
  } = await importProducts(() => Readable.from(rows(cents)), {
    file: "bench.csv",
    keepStock: true,
  });
  const rate = (count: number) => Math.round(count / seconds);
  console.log(
    `${what.padEnd(10)} ${seconds.toFixed(2).padStart(6)} s  ${rate(PRODUCTS)} products/s  ${rate(counted.read)} rows/s  ${JSON.stringify(products)}`,
  );
}

async function main(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR ?? "" });
  process.env.DATABASE_URL = postgres.url;
  useDatabase(postgres.url);
  await migrate(postgres.url);
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      await sequelize.query("TRUNCATE products, categories, orders CASCADE");
      await measure("create", 10);
      await measure("unchanged", 10);
      await measure("update", 20);
    }
  } finally {
    await sequelize.close();
    await postgres.stop();
  }
}

void main();
