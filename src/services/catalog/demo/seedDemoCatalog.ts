import { createReadStream } from "node:fs";
import path from "node:path";
import { positional } from "../../../database/statement.js";
import { transaction } from "../../../database/transaction.js";
import type { Rejection } from "../../../importers/shopify/importedProduct.js";
import type { ImportSummary } from "../import/summary.js";
import { importProducts } from "../import/importProducts.js";

/** The same place from src/ and from dist/. */
export const DEMO_CATALOG = path.resolve(__dirname, "../../../../seeders/demo-catalog.csv");

const tryLock = positional<{ locked: boolean }>(
  "SELECT pg_try_advisory_xact_lock(hashtextextended('demo catalogue', 0)) AS locked",
);
const anyProduct = positional<{ any: boolean }>("SELECT EXISTS (SELECT FROM products) AS any");

/**
 * Puts the demo catalogue into a shop that never had a product, through the same importer that takes Shopify's
 * exports. In one transaction: a start that is killed half-way leaves none of it, and the next one begins anew.
 * Whether a shop wants it (DEMO_CATALOG) is the caller's to ask.
 * @returns null when the shop has products, or another process is at it
 */
export async function seedDemoCatalog(file = DEMO_CATALOG): Promise<ImportSummary | null> {
  return transaction(async () => {
    const [lock] = await tryLock();
    const [found] = await anyProduct();
    if (!lock?.locked || found?.any) return null;
    const name = path.basename(file);
    const wrong: Rejection[] = [];
    const summary = await importProducts(() => createReadStream(file), {
      file: name,
      strict: true,
      onRejected: (rejections) => void wrong.push(...rejections),
    });
    if (summary.outcome === "imported") return summary;
    throw new Error(`The demo catalogue is damaged: ${name}:${wrong[0]?.line} ${wrong[0]?.reason}`);
  });
}
