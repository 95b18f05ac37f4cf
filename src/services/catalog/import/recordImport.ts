import path from "node:path";
import { recordAudit, SYSTEM } from "../../system/recordAudit.js";
import type { ProductPlan } from "./plan.js";
import { newTally, tallyPlan } from "./summary.js";

/**
 * Records in the audit log which products a batch created and changed; nothing for a batch without changes. Runs in the
 * transaction of the batch, because the batches of an import that is killed stay written.
 * @param file as the operator typed it; its folder is not recorded
 * @param categories the number that the batch created
 */
export async function recordImport(file: string, plans: ProductPlan[], categories: number): Promise<void> {
  const tally = newTally();
  for (const plan of plans) tallyPlan(tally, plan);
  const { unchanged: _, ...variants } = tally.variants;
  const handles = (action: ProductPlan["action"]) =>
    plans.filter((plan) => plan.action === action).map(({ item }) => item.product.handle);
  const products = { created: handles("create"), updated: handles("update") };
  if (products.created.length + products.updated.length + categories === 0) return;
  await recordAudit(SYSTEM, {
    action: "catalog.imported",
    target: { type: "import", id: path.basename(file) },
    after: { products, variants, images: tally.images, categories: { created: categories } },
  });
}
