import { createReadStream } from "node:fs";
import path from "node:path";
import { transaction } from "../../../database/transaction.js";
import type { Rejection } from "../../../importers/shopify/importedProduct.js";
import { tryLockDemoCatalog } from "../../../models/catalog/advisoryLocks.js";
import { Product } from "../../../models/catalog/Product.js";
import type { ImportSummary } from "../import/summary.js";
import { importProducts } from "../import/importProducts.js";

/** The path is valid from src/ and from dist/. */
export const DEMO_CATALOG = path.resolve(__dirname, "../../../../seeders/demo-catalog.csv");

/**
 * Imports the demo catalogue into a shop that never had a product, with the importer for Shopify exports. Runs in one
 * transaction, so a start that is killed half-way leaves nothing, and the next start retries. The caller checks
 * DEMO_CATALOG.
 * @returns null when the shop has products, or another process is seeding it
 */
export async function seedDemoCatalog(file = DEMO_CATALOG): Promise<ImportSummary | null> {
  return transaction(async () => {
    if (!(await tryLockDemoCatalog()) || (await Product.findOne({ attributes: ["id"] }))) return null;
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
