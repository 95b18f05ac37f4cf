import { createReadStream } from "node:fs";
import path from "node:path";
import { config } from "../../../config.js";
import { transaction } from "../../../database/transaction.js";
import { readShopifyProducts } from "../../../importers/shopify/readShopifyProducts.js";
import { removeProducts } from "../../../models/catalog/removeProducts.js";
import { recordAudit, SYSTEM } from "../../system/recordAudit.js";
import { DEMO_CATALOG } from "./seedDemoCatalog.js";

/**
 * Removes the demo catalogue, except ordered products, and the categories that are empty afterwards. One entry of the
 * audit log lists them all.
 * @returns the number of products removed
 */
export async function removeDemoCatalog(file = DEMO_CATALOG): Promise<number> {
  const slugs: string[] = [];
  const items = readShopifyProducts(createReadStream(file), {
    file: path.basename(file),
    currency: config.currency,
  });
  for await (const item of items) if (item.kind === "product") slugs.push(item.product.handle);
  return transaction(async () => {
    const before = await removeProducts(slugs);
    const target = { type: "import", id: path.basename(file) };
    if (before.products.length > 0)
      await recordAudit(SYSTEM, { action: "catalog.demo_removed", target, before });
    return before.products.length;
  });
}
