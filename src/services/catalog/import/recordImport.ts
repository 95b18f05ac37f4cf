import path from "node:path";
import { recordAudit, SYSTEM } from "../../system/recordAudit.js";
import type { ProductPlan } from "./plan.js";
import { newTally, tallyPlan } from "./summary.js";

/**
 * Says in the audit log which products a batch made and changed. In the transaction of the batch and not at the end of
 * the import, because an import that is killed has no end, and the batches before stay written. Nothing is said of a
 * batch that changed nothing.
 * @param file as the operator wrote it; its folder is left out
 * @param categories how many the batch made
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
